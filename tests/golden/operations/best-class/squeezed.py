# status: failed
# problem: shape

import torch


def best_class(scores):
    return scores.argmax(dim=1, keepdim=True).squeeze()
