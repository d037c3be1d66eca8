# status: failed
# problem: value
# mistake: softmax-of-everything

import torch


def attention_weights(q, k):
    scores = q @ k.T / q.shape[1] ** 0.5
    return torch.softmax(scores.flatten(), dim=0).reshape(scores.shape)
