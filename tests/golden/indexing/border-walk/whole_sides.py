# status: failed
# problem: shape
# mistake: corners-twice

import torch


def border_walk(grid):
    top = grid[0]
    right = grid[:, -1]
    bottom = torch.flip(grid[-1], [0])
    left = torch.flip(grid[:, 0], [0])
    return torch.cat((top, right, bottom, left))
