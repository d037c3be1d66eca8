# status: passed
# remarks: loop-instead-of-broadcast

import torch


def row_means(x):
    return torch.stack([row.mean() for row in x])
