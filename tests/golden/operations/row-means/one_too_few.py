# status: failed
# problem: value
# mistake: one-too-few

import torch
def row_means(x):
    return x.sum(dim=1) / (x.shape[1] - 1)
