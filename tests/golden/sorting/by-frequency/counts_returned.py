# status: failed
# problem: value
# mistake: counts-returned

import torch
def by_frequency(x):
    values, counts = x.unique(return_counts=True)
    return counts.sort(descending=True).values
