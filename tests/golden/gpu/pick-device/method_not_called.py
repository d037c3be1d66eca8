# status: failed
# problem: value
# mistake: always-the-same

import torch


def pick_device():
    return torch.device("cuda" if torch.cuda.is_available else "cpu")
