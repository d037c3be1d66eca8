# status: passed

import torch


def streaks(wins):
    number = torch.arange(len(wins)) + 1
    losses = number.masked_fill(wins, 0)
    return number - torch.cummax(losses, dim=0).values
