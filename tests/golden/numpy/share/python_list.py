# status: failed
# problem: alias
# mistake: copied

import torch


def share(array):
    t = torch.empty(array.shape, dtype=torch.from_numpy(array).dtype)
    t.copy_(torch.from_numpy(array))
    return t
