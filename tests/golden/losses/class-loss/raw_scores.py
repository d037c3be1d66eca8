# status: failed
# problem: value
# mistake: raw-scores

import torch


def class_loss(scores, labels):
    return -scores[torch.arange(len(labels)), labels].mean()
