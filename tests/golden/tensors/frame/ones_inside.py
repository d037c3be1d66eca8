# status: failed
# problem: value
# mistake: filled-inside

import torch


def frame(height, width):
    t = torch.zeros(height, width)
    for i in range(1, height - 1):
        for j in range(1, width - 1):
            t[i][j] = 1
    return t
