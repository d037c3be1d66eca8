# status: failed
# problem: shape
# mistake: stop-included

import torch


def evens(stop):
    numbers = [n for n in range(stop + 1) if n % 2 == 0]
    return torch.tensor(numbers)
