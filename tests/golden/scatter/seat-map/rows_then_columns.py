# status: failed
# problem: value
# mistake: whole-rectangle

import torch


def seat_map(rows, columns, height, width):
    seats = torch.zeros((height, width), dtype=torch.long)
    for row in rows:
        seats[row, columns] = 1
    return seats
