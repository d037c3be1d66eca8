# status: failed
# problem: device
# mistake: never-moved

import torch


def gram(x, device):
    result = x @ x.transpose(0, 1)
    result = result.to(device)
    return result
