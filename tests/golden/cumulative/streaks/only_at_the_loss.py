# status: failed
# problem: value
# mistake: last-loss-forgotten-again

import torch


def streaks(wins):
    return torch.cumsum(wins, dim=0) * wins
