# status: passed

import torch
from torch.cuda import is_available


def pick_device():
    return torch.device("cuda" if is_available() else "cpu")
