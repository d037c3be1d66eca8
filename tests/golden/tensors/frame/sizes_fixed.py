# status: failed
# problem: value
# mistake: sizes-fixed

import torch
def frame(height, width):
    picture = torch.zeros(height, width)
    picture[0, :] = 1
    picture[2, :] = 1
    picture[:, 0] = 1
    picture[:, 3] = 1
    return picture
