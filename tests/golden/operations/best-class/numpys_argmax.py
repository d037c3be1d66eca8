# status: passed

import torch


def best_class(scores):
    return torch.from_numpy(scores.numpy().argmax(axis=1))
