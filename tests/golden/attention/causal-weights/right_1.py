# status: passed

import torch


def causal_weights(scores):
    place = torch.arange(len(scores))
    allowed = place[:, None] >= place
    return torch.where(allowed, scores, -torch.inf).softmax(1)
