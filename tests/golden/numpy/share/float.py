# status: failed
# problem: dtype
# mistake: converted

import torch


def share(array):
    return torch.from_numpy(array).float()
