# status: failed
# problem: value
# mistake: losing-streaks

import torch
def streaks(wins):
    lost = ~wins
    c = lost.long().cumsum(0)
    return c - torch.where(lost, 0, c).cummax(0).values
