# status: failed
# problem: shape
# mistake: sides-forwards

import torch
def border_walk(grid):
    return torch.cat([grid[0], grid[1:, -1], grid[-1, :-1], grid[1:-1, 0]])
