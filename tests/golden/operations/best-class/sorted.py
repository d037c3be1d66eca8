# status: passed

import torch


def best_class(scores):
    return scores.argsort(dim=1, descending=True)[:, 0]
