# status: failed
# problem: value
# mistake: masked-with-a-number

import torch
def causal_weights(scores):
    mask = torch.tril(torch.ones_like(scores)) == 0
    s = scores.masked_fill(mask, -1)
    return s.softmax(dim=1)
