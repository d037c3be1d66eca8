# status: passed

import torch


def heads_scores(queries, keys):
    return torch.einsum("...qhd,...khd->...hqk", queries, keys)
