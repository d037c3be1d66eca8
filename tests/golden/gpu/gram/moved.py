# status: passed

import torch


def gram(x, device):
    x = x.to(device)
    return (x @ x.T).cpu()
