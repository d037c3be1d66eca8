# status: passed

import torch


def trace_of_product(a, b):
    return torch.einsum("ii->", torch.einsum("ij,jk->ik", a, b))
