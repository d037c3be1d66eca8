# status: failed
# problem: device
# mistake: never-moved

import torch


def gram(x, device):
    x.to(device)
    return x @ x.T
