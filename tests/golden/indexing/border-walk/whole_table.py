# status: failed
# problem: shape
# mistake: whole-table

import torch
def border_walk(grid):
    return grid.flatten()
