# status: failed
# problem: value
# mistake: not-scaled

import torch


def attention_weights(q, k):
    return torch.softmax(q @ k.T, dim=1)
