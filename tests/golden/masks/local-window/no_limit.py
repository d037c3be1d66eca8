# status: failed
# problem: value
# mistake: no-limit

import torch
def local_window(length, reach):
    return torch.ones(length, length).tril() == 1
