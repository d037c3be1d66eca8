# status: failed
# problem: value
# mistake: diagonal-masked

import torch


def causal_weights(scores):
    later = torch.ones_like(scores).triu().bool()
    return scores.masked_fill(later, float("-inf")).softmax(dim=1)
