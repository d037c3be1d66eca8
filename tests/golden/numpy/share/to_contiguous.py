# status: failed
# problem: alias
# mistake: copied-when-strided

import torch


def share(array):
    t = torch.as_tensor(array)
    return t.contiguous()
