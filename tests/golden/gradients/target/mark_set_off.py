# status: failed
# problem: input-changed
# mistake: switched-off

import torch


def target(t):
    t.requires_grad = False
    return t
