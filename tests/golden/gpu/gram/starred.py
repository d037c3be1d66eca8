# status: failed
# problem: value
# mistake: elementwise-product

import torch


def gram(x, device):
    moved = x.to(device)
    result = moved * moved.transpose(0, 1)
    return result.cpu()
