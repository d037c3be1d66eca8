# status: failed
# problem: value
# mistake: largest-picked

import torch


def class_loss(scores, labels):
    logs = scores.log_softmax(1)
    return -logs[torch.arange(len(labels)), scores.argmax(1)].mean()
