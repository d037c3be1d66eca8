# status: failed
# problem: value
# mistake: rooted

import torch
def squared_distances(a, b):
    d = a[:, None] - b
    return torch.einsum("nmd,nmd->nm", d, d) ** 0.5
