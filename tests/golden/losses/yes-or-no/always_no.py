# status: failed
# problem: value
# mistake: always-no

import torch


def yes_or_no(logits):
    return torch.sigmoid(logits).long()
