# status: failed
# problem: input-changed
# mistake: switched-off

import torch


def to_array(t):
    t.requires_grad_(False)
    return t.numpy()
