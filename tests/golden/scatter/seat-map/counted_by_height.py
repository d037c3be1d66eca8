# status: failed
# problem: value
# mistake: counted-by-height

import torch
from torch import nn


def seat_map(rows, columns, height, width):
    seats = torch.zeros(max(height * width, height * height + width), dtype=torch.int64)
    seats[rows * height + columns] = 1
    return seats[: height * width].view(height, width)
