# status: failed
# problem: shape

import torch


def frame(height, width):
    picture = torch.ones(height, 4)
    picture[1:-1, 1:-1] = 0
    return picture
