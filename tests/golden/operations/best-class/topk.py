# status: passed

import torch


def best_class(scores):
    return scores.topk(1, dim=1).indices.squeeze(1)
