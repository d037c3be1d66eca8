# status: failed
# problem: input-changed
# mistake: switched-off

import torch


def target(t):
    return t.requires_grad_(False)
