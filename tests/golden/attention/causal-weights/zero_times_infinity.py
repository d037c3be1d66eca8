# status: failed
# problem: value
# mistake: zero-times-infinity

import torch
def causal_weights(scores):
    n = scores.shape[0]
    mask = torch.triu(torch.ones(n, n), diagonal=1)
    scores = scores + mask * float("-inf")
    return scores.softmax(dim=1)
