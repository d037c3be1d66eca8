# status: failed
# problem: value
# mistake: one-for-each-vote

import torch
def count_votes(votes, candidates):
    return (votes[:, None] == torch.arange(candidates)).sum(1)
