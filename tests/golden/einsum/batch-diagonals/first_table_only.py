# status: failed
# problem: shape
# mistake: first-table-only

import torch
def batch_diagonals(x):
    return torch.einsum("ii->i", x[0])
