# status: failed
# problem: dtype
# mistake: probabilities-kept

import torch


def yes_or_no(logits):
    return torch.sigmoid(logits)
