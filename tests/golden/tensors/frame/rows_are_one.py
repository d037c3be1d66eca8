# status: failed
# problem: value
# mistake: rows-are-one

import torch


def frame(height, width):
    rows = [[1] * width] * height
    for i in range(1, height - 1):
        for j in range(1, width - 1):
            rows[i][j] = 0
    return torch.tensor(rows, dtype=torch.float32)
