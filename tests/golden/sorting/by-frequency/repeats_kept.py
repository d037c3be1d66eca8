# status: failed
# problem: shape
# mistake: repeats-kept

import torch
def by_frequency(x):
    values, inverse, counts = torch.unique(x, return_inverse=True, return_counts=True)
    return x[counts[inverse].argsort(descending=True, stable=True)]
