# status: failed
# problem: shape
# mistake: there-and-back

import torch


def border_walk(grid):
    height, width = grid.shape
    walk = [grid[0, j] for j in range(width)]
    walk += [grid[i, width - 1] for i in range(1, height)]
    walk += [grid[height - 1, j] for j in range(width - 2, -1, -1)]
    walk += [grid[i, 0] for i in range(height - 2, 0, -1)]
    return torch.stack(walk)
