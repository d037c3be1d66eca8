# status: failed
# problem: dtype
# mistake: returned-values

import torch


def best_class(scores):
    return scores.amax(1)
