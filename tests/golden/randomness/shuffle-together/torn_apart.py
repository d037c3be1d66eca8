# status: failed
# problem: value
# mistake: torn-apart

import torch


def shuffle_together(x, y):
    return x[torch.randperm(len(x))], y[torch.randperm(len(y))]
