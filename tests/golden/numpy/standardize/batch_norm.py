# status: passed

import torch


def standardize(x):
    return torch.nn.functional.batch_norm(x, None, None, training=True, eps=1e-8)
