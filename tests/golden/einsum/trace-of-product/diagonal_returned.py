# status: failed
# problem: shape
# mistake: diagonal-returned

import torch


def trace_of_product(a, b):
    return torch.einsum("ij,ji->i", a, b)
