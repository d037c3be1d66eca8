# status: passed
# remarks: loop-instead-of-broadcast

import torch


def gram(x, device):
    there = x.to(device)
    return torch.stack([there.mv(row) for row in there]).cpu()
