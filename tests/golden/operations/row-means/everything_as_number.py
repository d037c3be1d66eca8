# status: failed
# problem: type
# mistake: averaged-everything

import torch


def row_means(x):
    return x.mean().item()
