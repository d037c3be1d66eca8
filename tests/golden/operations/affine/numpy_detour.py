# status: passed

import torch


def affine(x, w, b):
    return torch.from_numpy(x.numpy() @ w.numpy() + b.numpy())
