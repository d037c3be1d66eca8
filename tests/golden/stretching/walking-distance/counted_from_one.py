# status: failed
# problem: value
# mistake: counted-from-one

import torch
def walking_distance(height, width, row, column):
    i = torch.arange(1, height + 1)
    j = torch.arange(1, width + 1)
    return (i - row).abs()[:, None] + (j - column).abs()
