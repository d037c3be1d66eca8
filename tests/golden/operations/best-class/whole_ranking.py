# status: failed
# problem: shape
# mistake: sorted-positions

import torch


def best_class(scores):
    return torch.sort(scores, dim=1, descending=True).indices
