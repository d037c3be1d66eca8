# status: failed
# problem: dtype
# mistake: made-float

import torch


def yes_or_no(logits):
    return torch.sigmoid(logits).round()
