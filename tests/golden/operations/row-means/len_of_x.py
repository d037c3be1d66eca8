# status: failed
# problem: value
# mistake: divided-by-rows

import torch


def row_means(x):
    n = len(x)
    total = torch.zeros(n)
    for column in range(x.shape[1]):
        total = total + x[:, column]
    return total / n
