# status: failed
# problem: value
# mistake: labels-exchanged

import torch
def bce(p, y):
    return -((1 - y) * torch.log(p + 1e-7) + y * torch.log(1 - p + 1e-7)).mean()
