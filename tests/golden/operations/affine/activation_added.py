# status: failed
# problem: value
# mistake: activation-added

import torch
def affine(x, w, b):
    return torch.relu(x @ w + b)
