# status: failed
# problem: value
# mistake: transposed

import torch
def batch_diagonals(x):
    return torch.einsum("bii->ib", x)
