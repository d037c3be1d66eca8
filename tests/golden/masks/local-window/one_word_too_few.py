# status: failed
# problem: value
# mistake: one-word-too-few

import torch
def local_window(length, reach):
    i = torch.arange(length).unsqueeze(1)
    j = torch.arange(length)
    return (i - j >= 0) & (i - j < reach - 1)
