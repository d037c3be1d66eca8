# status: failed
# problem: value
# mistake: largest-loss

import torch
def bce(p, y):
    return -(y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - p + 1e-7)).max()
