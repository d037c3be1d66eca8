# status: failed
# problem: value
# mistake: softmax-over-columns

import torch
def causal_weights(scores):
    mask = torch.tril(torch.ones_like(scores)) == 0
    s = scores.masked_fill(mask, float("-inf"))
    return s.softmax(dim=0)
