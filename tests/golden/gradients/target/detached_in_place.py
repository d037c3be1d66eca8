# status: failed
# problem: input-changed
# mistake: switched-off

import torch


def target(t):
    return t.detach_()
