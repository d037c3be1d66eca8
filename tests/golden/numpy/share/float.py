# status: failed
# problem: dtype
# mistake: made-float

import torch


def share(array):
    return torch.from_numpy(array).float()
