# status: failed
# problem: shape
# mistake: heads-last

import torch


def heads_scores(queries, keys):
    return torch.einsum("bqhd,bkhd->bqkh", queries, keys)
