# status: failed
# problem: shape
# mistake: took-column-maximum

import torch


def best_class(scores):
    return scores.argmax(0)
