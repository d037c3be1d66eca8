# status: failed
# problem: value
# mistake: always-the-same

import functools

import torch


@functools.cache
def pick_device():
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
