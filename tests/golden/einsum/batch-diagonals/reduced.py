# status: failed
# problem: shape
# mistake: reduced

import torch
def batch_diagonals(x):
    return torch.einsum("bii->i", x)
