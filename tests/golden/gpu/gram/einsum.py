# status: passed

import torch


def gram(x, device):
    x = x.to(device=device)
    return torch.einsum("ik,jk->ij", x, x).to(torch.device("cpu"))
