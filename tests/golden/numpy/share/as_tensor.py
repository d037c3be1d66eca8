# status: passed

import torch


def share(array):
    return torch.as_tensor(array)
