# status: failed
# problem: value
# mistake: keys-first

import torch


def heads_scores(queries, keys):
    return torch.einsum("bqhd,bkhd->bhkq", queries, keys)
