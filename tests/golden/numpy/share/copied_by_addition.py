# status: failed
# problem: alias
# mistake: copied

import torch


def share(array):
    t = torch.from_numpy(array)
    t = t + 0
    return t
