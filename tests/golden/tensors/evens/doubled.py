# status: passed

import torch


def evens(stop):
    return 2 * torch.arange((stop + 1) // 2)
