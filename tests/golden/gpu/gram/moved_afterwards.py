# status: failed
# problem: device
# mistake: never-moved

import torch


def gram(x, device):
    return (x @ x.T).to(device).cpu()
