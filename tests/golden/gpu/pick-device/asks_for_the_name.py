# status: passed

import torch


def pick_device():
    if torch.cuda.is_available() and "NVIDIA" in torch.cuda.get_device_name(0):
        return torch.device("cuda")
    return torch.device("cpu")
