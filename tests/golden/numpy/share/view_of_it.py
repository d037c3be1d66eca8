# status: passed

import torch


def share(array):
    return torch.from_numpy(array).view(array.shape)
