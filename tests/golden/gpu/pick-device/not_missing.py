# status: failed
# problem: value
# mistake: the-other-way-round

import torch


def pick_device():
    if not torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("cpu")
