# status: failed
# problem: value
# mistake: counted-from-one

import torch


def best_class(scores):
    best = torch.max(scores, 1)[1]
    return best + 1
