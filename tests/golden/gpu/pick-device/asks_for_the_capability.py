# status: passed

import torch


def pick_device():
    ok = torch.cuda.is_available() and torch.cuda.get_device_capability() >= (3, 5)
    return torch.device("cuda" if ok else "cpu")
