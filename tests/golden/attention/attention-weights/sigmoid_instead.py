# status: failed
# problem: value
# mistake: sigmoid-instead

import torch
def attention_weights(q, k):
    scores = q @ k.T / q.shape[1] ** 0.5
    return torch.sigmoid(scores)
