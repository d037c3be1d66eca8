# status: passed

import torch


def share(array):
    t = torch.asarray(array)
    return t
