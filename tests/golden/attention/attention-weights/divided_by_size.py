# status: failed
# problem: value
# mistake: divided-by-size

import torch


def attention_weights(q, k):
    return torch.softmax(q @ k.T / q.shape[1], dim=1)
