# status: failed
# problem: value
# mistake: largest-instead

import torch
def row_means(x):
    return x.max(dim=1).values
