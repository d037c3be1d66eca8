# status: passed

import torch


def standardize(x):
    return torch.nn.functional.layer_norm(x.T, (x.shape[0],), eps=0).T
