# status: failed
# problem: value
# mistake: itself-left-out

import torch
def local_window(length, reach):
    i = torch.arange(length).unsqueeze(1)
    j = torch.arange(length)
    return (i - j > 0) & (i - j <= reach)
