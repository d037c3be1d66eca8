# status: failed
# problem: value
# mistake: sides-missing

import torch


def frame(height, width):
    picture = torch.zeros(height, width)
    picture[0, -1] = 1
    picture[-1, 0] = 1
    picture[0, :] = 1
    picture[:, 0] = 1
    return picture
