# status: failed
# problem: value
# mistake: counted-backwards

import torch
def running_mean(x):
    return x.cumsum(0) / torch.arange(len(x), 0, -1)
