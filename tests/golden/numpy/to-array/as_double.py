# status: failed
# problem: dtype
# mistake: made-float64

import torch


def to_array(t):
    return t.detach().to(torch.float64).numpy()
