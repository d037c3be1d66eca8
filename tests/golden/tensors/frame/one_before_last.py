# status: failed
# problem: value
# mistake: one-before-last

import torch
def frame(height, width):
    picture = torch.zeros(height, width)
    picture[0, :] = 1
    picture[height - 2, :] = 1
    picture[:, 0] = 1
    picture[:, width - 2] = 1
    return picture
