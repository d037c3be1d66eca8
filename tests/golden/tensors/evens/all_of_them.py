# status: failed
# problem: shape
# mistake: missing-step

import torch


def evens(stop):
    return torch.tensor(list(range(stop)))
