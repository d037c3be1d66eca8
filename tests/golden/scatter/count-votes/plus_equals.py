# status: failed
# problem: value
# mistake: each-counted-once

import torch


def count_votes(votes, candidates):
    counts = torch.zeros(candidates, dtype=torch.long)
    counts[votes] = counts[votes] + 1
    return counts
