# status: failed
# problem: value
# mistake: only-centred

import torch


def standardize(x):
    return torch.sub(x, x.mean(dim=0, keepdim=True))
