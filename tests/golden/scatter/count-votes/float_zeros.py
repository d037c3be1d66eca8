# status: failed
# problem: dtype
# mistake: made-float

import torch


def count_votes(votes, candidates):
    counts = torch.zeros(candidates)
    for vote in votes:
        counts[vote] += 1
    return counts
