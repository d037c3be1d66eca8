# status: failed
# problem: value
# mistake: product-instead

import torch
def pairwise_distances(a, b):
    return a @ b.T
