# status: failed
# problem: value
# mistake: numbers-added-up

import torch
def count_votes(votes, candidates):
    return torch.zeros(candidates, dtype=torch.int64).index_add(0, votes, votes)
