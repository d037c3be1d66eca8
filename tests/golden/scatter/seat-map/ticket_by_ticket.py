# status: passed
# remarks: loop-instead-of-broadcast

import torch


def seat_map(rows, columns, height, width):
    seats = torch.zeros((height, width), dtype=torch.long)
    for i in range(len(rows)):
        seats[rows[i], columns[i]] = 1
    return seats
