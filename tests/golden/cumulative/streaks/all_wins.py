# status: failed
# problem: value
# mistake: never-reset

import torch


def streaks(wins):
    return torch.cumsum(wins.long(), dim=0)
