# status: failed
# problem: dtype
# mistake: made-float

import torch


def best_class(scores):
    return scores.argmax(1).float()
