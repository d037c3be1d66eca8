# status: passed

import torch


def gram(x, device):
    return (x.to(device) @ x.T.to(device)).cpu()
