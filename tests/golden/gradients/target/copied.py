# status: failed
# problem: alias
# mistake: copied

import torch


def target(t):
    return t.clone().detach()
