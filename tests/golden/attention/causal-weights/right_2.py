# status: passed

import torch


def causal_weights(scores):
    powers = torch.exp(scores).tril()
    return powers / powers.sum(dim=1, keepdim=True)
