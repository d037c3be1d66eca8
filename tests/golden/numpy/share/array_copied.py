# status: failed
# problem: alias
# mistake: copied

import torch


def share(array):
    return torch.from_numpy(array.copy())
