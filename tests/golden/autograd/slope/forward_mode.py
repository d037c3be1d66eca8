# status: passed

import torch


def slope(x0):
    point, direction = torch.tensor(x0), torch.tensor(1.0)
    _, tangent = torch.func.jvp(lambda x: (x + 1) ** 2, (point,), (direction,))
    return tangent.item()
