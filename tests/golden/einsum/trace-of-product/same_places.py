# status: failed
# problem: value
# mistake: same-places

import torch


def trace_of_product(a, b):
    return torch.einsum("ij,ij->", a, b)
