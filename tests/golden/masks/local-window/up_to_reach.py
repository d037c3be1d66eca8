# status: failed
# problem: value
# mistake: one-word-too-many

import torch


def local_window(length, reach):
    return torch.ones(length, length).tril().triu(-reach).bool()
