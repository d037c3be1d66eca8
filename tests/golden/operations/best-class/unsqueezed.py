# status: failed
# problem: shape
# mistake: kept-dimension

import torch


def best_class(scores):
    return scores.argmax(1)[:, None]
