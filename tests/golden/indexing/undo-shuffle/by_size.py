# status: failed
# problem: value
# mistake: sorted-instead

import torch


def undo_shuffle(shuffled, order):
    values, _ = torch.sort(shuffled)
    return values
