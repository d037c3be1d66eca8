# status: failed
# problem: value
# mistake: columns-instead

import torch


def gram(x, device):
    x = x.to(device)
    return (x.T @ x).cpu()
