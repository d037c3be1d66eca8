# status: failed
# problem: requires-grad
# mistake: graph-kept

import torch


def target(t):
    t.detach()
    return t
