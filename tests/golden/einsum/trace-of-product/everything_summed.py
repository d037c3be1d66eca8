# status: failed
# problem: value
# mistake: everything-summed

import torch


def trace_of_product(a, b):
    return torch.einsum("ij,jk->", a, b)
