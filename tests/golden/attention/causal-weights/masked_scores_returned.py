# status: failed
# problem: value
# mistake: masked-scores-returned

import torch
def causal_weights(scores):
    mask = torch.tril(torch.ones_like(scores)) == 0
    s = scores.masked_fill(mask, float("-inf"))
    return s
