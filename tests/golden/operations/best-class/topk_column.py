# status: failed
# problem: shape
# mistake: kept-dimension

import torch


def best_class(scores):
    return scores.topk(1, dim=1).indices
