# status: failed
# problem: type
# mistake: both-returned

import torch


def best_class(scores):
    return scores.max(1)
