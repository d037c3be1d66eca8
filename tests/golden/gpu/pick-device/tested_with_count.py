# status: failed
# problem: value
# mistake: the-other-way-round

import torch


def pick_device():
    name = "cuda" if torch.cuda.device_count() == 0 else "cpu"
    return torch.device(name)
