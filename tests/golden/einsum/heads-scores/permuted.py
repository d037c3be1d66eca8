# status: failed
# problem: shape
# mistake: permuted

import torch
def heads_scores(queries, keys):
    return torch.einsum("bqhd,bkhd->bqhk", queries, keys)
