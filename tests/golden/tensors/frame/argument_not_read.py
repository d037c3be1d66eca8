# status: failed
# problem: shape
# mistake: parameter-fixed

import torch


def frame(height, width):
    picture = torch.ones(height, 4)
    picture[1:-1, 1:-1] = 0
    return picture
