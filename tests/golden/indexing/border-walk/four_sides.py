# status: passed

import torch


def border_walk(grid):
    height, width = grid.shape
    sides = [grid[0, :]]
    sides.append(grid[1:, width - 1])
    if height > 1:
        sides.append(torch.flip(grid[height - 1, : width - 1], [0]))
    if width > 1:
        sides.append(torch.flip(grid[1 : height - 1, 0], [0]))
    return torch.cat(sides)
