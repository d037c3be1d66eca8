# status: passed

import torch


def best_class(scores):
    return scores.argmax(dim=1)
