# status: passed

import torch


def class_loss(scores, labels):
    picked = torch.nn.functional.one_hot(labels, scores.shape[1]) * scores
    return (torch.logsumexp(scores, 1) - picked.sum(1)).mean()
