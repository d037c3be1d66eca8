# status: passed

import torch


def standardize(x):
    a = x.numpy()
    return torch.from_numpy((a - a.mean(axis=0)) / a.std(axis=0))
