# status: passed

import torch


def target(t):
    return t.detach()
