# status: passed

import torch


def pick_device():
    names = {True: "cuda", False: "cpu"}
    return torch.device(names[torch.cuda.is_available()])
