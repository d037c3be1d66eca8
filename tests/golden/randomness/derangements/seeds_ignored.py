# status: failed
# problem: value
# mistake: seeds-ignored

import torch


def derangements(seeds, count):
    return torch.arange(count).roll(1).repeat(len(seeds), 1)
