# status: passed

import torch


def gram(x, device):
    there = x.to(device)
    product = torch.matmul(there, there.transpose(0, 1))
    return product.to("cpu")
