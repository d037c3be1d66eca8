# status: failed
# problem: value
# mistake: inside-too-small

import torch


def frame(height, width):
    a = torch.ones(height, width)
    for i in range(1, height - 2):
        for j in range(1, width - 2):
            a[i, j] = 0
    return a
