# status: failed
# problem: value
# mistake: anticlockwise

import torch


def border_walk(grid):
    grid = grid.T
    if grid.shape[0] == 1 or grid.shape[1] == 1:
        return grid.reshape(-1)
    return torch.cat([grid[0], grid[1:, -1], grid[-1, :-1].flip(0), grid[1:-1, 0].flip(0)])
