# status: passed
# remarks: hard-coded-cuda

import torch


def pick_device():
    try:
        torch.cuda.set_device(0)
        torch.cuda.init()
    except (AssertionError, RuntimeError):
        return torch.device("cpu")
    return torch.device("cuda")
