# status: failed
# problem: device
# mistake: left-on-device

import torch


def gram(x, device):
    x = x.to(device)
    return x @ x.T
