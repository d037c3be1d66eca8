# status: passed

import torch


def pick_device():
    return torch.device("cuda" if torch.version.cuda and torch.cuda.is_available() else "cpu")
