# status: failed
# problem: shape
# mistake: squeezed-everything

import torch


def best_class(scores):
    return scores.argmax(dim=1, keepdim=True).squeeze()
