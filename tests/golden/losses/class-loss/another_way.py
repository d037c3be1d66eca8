# status: passed

import torch


def class_loss(scores, labels):
    logs = torch.log_softmax(scores, dim=1)
    return -logs.gather(1, labels[:, None]).mean()
