# status: failed
# problem: value
# mistake: as-a-king-moves

import torch


def walking_distance(height, width, row, column):
    steps = torch.zeros(height, width, dtype=torch.int64)
    for i in range(height):
        for j in range(width):
            steps[i, j] = max(abs(i - row), abs(j - column))
    return steps
