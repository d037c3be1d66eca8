# status: failed
# problem: value
# mistake: simple-interest

import torch


def growth(rates):
    worth = []
    total = 1.0
    for rate in rates:
        total = total + rate
        worth.append(total)
    return torch.tensor(worth)
