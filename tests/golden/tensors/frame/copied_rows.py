# status: failed
# problem: value
# mistake: rows-are-one

import torch


def frame(height, width):
    picture = [[1.0 for _ in range(width)]] * height
    for i in range(height):
        for j in range(width):
            if 0 < i < height - 1 and 0 < j < width - 1:
                picture[i][j] = 0.0
    return torch.tensor(picture)
