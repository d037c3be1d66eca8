# status: failed
# problem: dtype
# mistake: mask-returned

import torch


def best_class(scores):
    highest = scores.amax(1, keepdim=True)
    return torch.eq(scores, highest)
