# status: failed
# problem: type
# mistake: text-instead

import torch


def pick_device():
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    return device.type
