# status: failed
# problem: value
# mistake: started-at-zero

import torch


def best_class(scores):
    return scores.clamp(min=0).argmax(dim=1)
