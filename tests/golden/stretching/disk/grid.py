# status: passed

import torch


def disk(size):
    c = (size - 1) / 2
    y, x = torch.meshgrid(torch.arange(size), torch.arange(size), indexing="ij")
    return (x - c) ** 2 + (y - c) ** 2 <= (size / 2) ** 2
