# status: failed
# problem: value
# mistake: scaled-too-late

import torch


def attention_weights(q, k):
    return torch.softmax(q @ k.T, dim=1) / q.shape[1] ** 0.5
