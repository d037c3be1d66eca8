# status: failed
# problem: value
# mistake: corners-only

import torch
def frame(height, width):
    picture = torch.zeros(height, width)
    picture[[0, 0, -1, -1], [0, -1, 0, -1]] = 1
    return picture
