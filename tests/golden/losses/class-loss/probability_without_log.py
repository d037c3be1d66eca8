# status: failed
# problem: value
# mistake: probability-without-log

import torch


def class_loss(scores, labels):
    chances = torch.softmax(scores, dim=1)
    return -chances[torch.arange(len(labels)), labels].mean()
