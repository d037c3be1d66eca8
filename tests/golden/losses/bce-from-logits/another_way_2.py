# status: passed

import torch


def bce_from_logits(z, y):
    log = torch.nn.functional.logsigmoid
    return -(y * log(z) + (1 - y) * log(-z)).mean()
