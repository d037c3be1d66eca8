# status: passed
# remarks: loop-instead-of-broadcast

import torch


def row_means(x):
    return torch.tensor([sum(row) / len(row) for row in x.tolist()])
