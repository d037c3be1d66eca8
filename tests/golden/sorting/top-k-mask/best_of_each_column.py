# status: failed
# problem: value
# mistake: best-of-each-column

import torch
from torch import nn


def top_k_mask(x, k):
    best = x.argsort(0, descending=True).argsort(0)
    return best < k
