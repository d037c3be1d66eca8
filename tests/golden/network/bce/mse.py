# status: failed
# problem: value
# mistake: squared-error

import torch


def bce(p, y):
    return torch.nn.functional.mse_loss(p, y)
