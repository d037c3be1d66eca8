# status: failed
# problem: value
# mistake: right-class-takes-part

import torch


def soft_labels(labels, classes, softness):
    hard = torch.nn.functional.one_hot(labels, classes).float()
    return (1 - softness) * hard + softness / classes
