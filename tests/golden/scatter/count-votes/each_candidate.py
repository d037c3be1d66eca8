# status: passed
# remarks: loop-instead-of-broadcast

import torch


def count_votes(votes, candidates):
    counts = [(votes == candidate).sum() for candidate in range(candidates)]
    return torch.stack(counts)
