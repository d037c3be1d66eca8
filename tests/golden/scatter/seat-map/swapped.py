# status: error
# mistake: rows-and-columns-swapped
# error: index-out-of-range

import torch


def seat_map(rows, columns, height, width):
    seats = torch.zeros((height, width), dtype=torch.long)
    seats[columns, rows] = torch.ones(len(rows), dtype=torch.long)
    return seats
