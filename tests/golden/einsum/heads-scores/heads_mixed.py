# status: failed
# problem: value
# mistake: heads-mixed

import torch


def heads_scores(queries, keys):
    return torch.einsum("bqhd,bkgd->bhqk", queries, keys)
