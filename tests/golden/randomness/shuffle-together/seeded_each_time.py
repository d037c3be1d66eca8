# status: failed
# problem: value
# mistake: same-order-again

import torch


def shuffle_together(x, y):
    torch.manual_seed(42)
    order = torch.randperm(len(x))
    return x[order], y[order]
