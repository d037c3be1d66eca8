# status: failed
# problem: alias
# mistake: copied-rows

import torch


def stretch_down(row, count):
    return torch.stack([row for _ in range(count)])
