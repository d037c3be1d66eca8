# status: passed
# remarks: loop-instead-of-broadcast, item-in-loop

import torch


def row_means(x):
    means = torch.zeros(len(x))
    for i in range(len(x)):
        means[i] = x[i].mean().item()
    return means
