# status: passed

import torch


def soft_labels(labels, classes, softness):
    result = torch.full((len(labels), classes), softness / (classes - 1))
    result[torch.arange(len(labels)), labels] = 1 - softness
    return result
