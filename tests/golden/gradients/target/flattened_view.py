# status: passed

import torch


def target(t):
    with torch.no_grad():
        return t.detach().view(t.shape)
