# status: passed

import torch


def best_class(scores):
    _, indices = torch.max(scores, dim=-1)
    return indices
