# status: failed
# problem: value
# mistake: rows-and-columns-swapped

import torch


def local_window(length, reach):
    return torch.ones(length, length).triu().tril(reach - 1).bool()
