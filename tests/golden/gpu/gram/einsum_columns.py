# status: failed
# problem: value
# mistake: columns-instead

import torch


def gram(x, device):
    x = x.to(device)
    return torch.einsum("ki,kj->ij", x, x).to("cpu")
