# status: passed

import torch


def best_class(scores):
    return scores.max(1).indices
