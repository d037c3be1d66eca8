# status: failed
# problem: value
# mistake: elementwise-product

import torch


def gram(x, device):
    there = x.to(device)
    return (there**2).cpu()
