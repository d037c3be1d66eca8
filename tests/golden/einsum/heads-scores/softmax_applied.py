# status: failed
# problem: value
# mistake: softmax-applied

import torch
def heads_scores(queries, keys):
    s = torch.einsum("bqhd,bkhd->bhqk", queries, keys)
    return s.softmax(dim=-1)
