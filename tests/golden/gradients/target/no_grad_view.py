# status: failed
# problem: requires-grad
# mistake: graph-kept

import torch


def target(t):
    with torch.no_grad():
        return t.view_as(t)
