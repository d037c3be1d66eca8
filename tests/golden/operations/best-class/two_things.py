# status: failed
# problem: type
# mistake: both-returned

import torch


def best_class(scores):
    values, indices = torch.max(scores, dim=1)
    return values, indices
