# status: failed
# problem: value
# mistake: summed-instead

import torch


def class_loss(scores, labels):
    logs = torch.log_softmax(scores, dim=1)
    return -logs[torch.arange(len(labels)), labels].sum()
