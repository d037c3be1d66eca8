# status: failed
# problem: shape
# mistake: corners-left-out

import torch
def border_walk(grid):
    return torch.cat([grid[0, :-1], grid[:-1, -1], grid[-1, 1:].flip(0), grid[1:, 0].flip(0)])
