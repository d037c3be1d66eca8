# status: failed
# problem: value
# mistake: columns-fixed

import torch
def row_means(x):
    return x.sum(axis=1) / 3
