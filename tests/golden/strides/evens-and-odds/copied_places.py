# status: failed
# problem: alias
# mistake: copied-places

import torch


def evens_and_odds(x):
    return torch.stack([x[::2], x[1::2]])
