# status: failed
# problem: value
# mistake: log-of-softmax

import torch


def class_loss(scores, labels):
    logs = torch.log(torch.softmax(scores, dim=1))
    return -logs[torch.arange(len(labels)), labels].mean()
