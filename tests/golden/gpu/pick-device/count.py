# status: passed

import torch


def pick_device():
    return torch.device("cuda") if torch.cuda.device_count() > 0 else torch.device("cpu")
