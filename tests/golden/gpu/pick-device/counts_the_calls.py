# status: failed
# problem: value

import torch

calls = []


def pick_device():
    calls.append(1)
    return torch.device("cpu" if len(calls) == 1 else "cuda")
