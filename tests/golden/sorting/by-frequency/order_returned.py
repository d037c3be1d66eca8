# status: failed
# problem: value
# mistake: order-returned

import torch
def by_frequency(x):
    values, counts = x.unique(return_counts=True)
    return counts.argsort(descending=True, stable=True)
