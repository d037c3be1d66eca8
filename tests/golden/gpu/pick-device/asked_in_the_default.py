# status: failed
# problem: value
# mistake: always-the-same

import torch


def pick_device(available=torch.cuda.is_available()):
    if available:
        return torch.device("cuda")
    return torch.device("cpu")
