# status: failed
# problem: value
# mistake: softmax-down-the-columns

import torch


def attention_weights(q, k):
    return torch.softmax(q @ k.T / q.shape[1] ** 0.5, dim=0)
