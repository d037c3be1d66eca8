# status: passed

import torch


def causal_weights(scores):
    mask = torch.full(scores.shape, float("-inf")).triu(1)
    return torch.softmax(scores + mask, dim=-1)
