# status: failed
# problem: value
# mistake: smallest-instead

import torch


def best_class(scores):
    return torch.argmax(-scores, dim=1)
