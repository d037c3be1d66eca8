# status: failed
# problem: shape
# mistake: odd-stop

import torch


def evens(stop):
    return torch.tensor([2 * i for i in range(stop // 2)], dtype=torch.int64)
