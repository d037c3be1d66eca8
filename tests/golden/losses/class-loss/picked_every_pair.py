# status: failed
# problem: value
# mistake: picked-every-pair

import torch


def class_loss(scores, labels):
    return -torch.log_softmax(scores, dim=1)[:, labels].mean()
