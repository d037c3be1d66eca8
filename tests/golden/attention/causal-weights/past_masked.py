# status: failed
# problem: value
# mistake: past-masked

import torch


def causal_weights(scores):
    earlier = torch.ones_like(scores).tril(diagonal=-1).bool()
    return scores.masked_fill(earlier, float("-inf")).softmax(dim=1)
