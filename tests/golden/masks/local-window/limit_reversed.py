# status: failed
# problem: value
# mistake: limit-reversed

import torch
def local_window(length, reach):
    return torch.ones(length, length).tril().triu(reach - 1) == 1
