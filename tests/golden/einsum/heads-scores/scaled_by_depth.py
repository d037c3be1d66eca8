# status: failed
# problem: value
# mistake: scaled-by-depth

import torch
def heads_scores(queries, keys):
    return torch.einsum("bqhd,bkhd->bhqk", queries, keys) / queries.shape[-1] ** 0.5
