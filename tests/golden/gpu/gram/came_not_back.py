# status: failed
# problem: device
# mistake: left-on-device

import torch


def gram(x, device):
    device = torch.device(device)
    a = x.to(device)
    a = torch.matmul(a, a.T)
    a.cpu()
    return a
