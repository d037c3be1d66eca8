# status: failed
# problem: value
# mistake: averaged-all-classes

import torch


def class_loss(scores, labels):
    return -torch.log_softmax(scores, dim=1).mean()
