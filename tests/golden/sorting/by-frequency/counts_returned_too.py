# status: failed
# problem: type
# mistake: counts-returned-too

import torch
def by_frequency(x):
    values, counts = x.unique(return_counts=True)
    order = counts.argsort(descending=True, stable=True)
    return values[order], counts[order]
