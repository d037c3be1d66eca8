# status: failed
# problem: value
# mistake: softmax-down-columns

import torch


def class_loss(scores, labels):
    logs = torch.log_softmax(scores, dim=0)
    return -logs[torch.arange(len(labels)), labels].mean()
