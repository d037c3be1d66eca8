# status: failed
# problem: value
# mistake: columns-instead

import torch


def gram(x, device):
    there = x.to(device)
    return torch.mm(there.t(), there).cpu()
