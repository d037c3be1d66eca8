# status: failed
# problem: value
# mistake: logits-expected

import torch


def bce(p, y):
    return torch.nn.BCEWithLogitsLoss()(p, y)
