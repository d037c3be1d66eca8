# status: failed
# problem: value
# mistake: rates-multiplied

import torch


def growth(rates):
    return torch.cumprod(rates, dim=0)
