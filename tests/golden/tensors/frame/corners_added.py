# status: failed
# problem: value
# mistake: corners-added

import torch
def frame(height, width):
    picture = torch.zeros(height, width)
    picture[0, :] += 1
    picture[-1, :] += 1
    picture[:, 0] += 1
    picture[:, -1] += 1
    return picture
