# status: failed
# problem: value
# mistake: shuffled-again

import torch


def undo_shuffle(shuffled, order):
    original = torch.zeros_like(shuffled)
    for i in range(len(order)):
        original[i] = shuffled[order[i]]
    return original
