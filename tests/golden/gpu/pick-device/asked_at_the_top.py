# status: failed
# problem: value
# mistake: always-the-same

import torch


DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def pick_device():
    return DEVICE
