# status: failed
# problem: value
# mistake: sign-returned

import torch


def yes_or_no(logits):
    return torch.sign(logits).long()
