# status: failed
# problem: value
# mistake: smallest-instead

import torch


def best_class(scores):
    return scores.argsort(dim=1)[:, 0]
