# status: failed
# problem: value
# mistake: sees-the-future

import torch


def local_window(length, reach):
    word = torch.arange(length)
    back = word[:, None] - word
    return (back < reach) & (back > -reach)
