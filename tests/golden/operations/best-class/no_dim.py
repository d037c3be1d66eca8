# status: failed
# problem: shape
# mistake: took-overall-maximum

import torch


def best_class(scores):
    return torch.argmax(scores)
