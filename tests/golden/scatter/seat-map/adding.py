# status: failed
# problem: value
# mistake: counted-twice

import torch


def seat_map(rows, columns, height, width):
    seats = torch.zeros((height, width), dtype=torch.long)
    for row, column in zip(rows, columns):
        seats[row, column] += 1
    return seats
