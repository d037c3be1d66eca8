# status: passed

import torch


def local_window(length, reach):
    word = torch.arange(length)
    back = word[:, None] - word
    return (0 <= back) & (back <= reach - 1)
