# status: failed
# problem: value
# mistake: others-stay-zero

import torch


def soft_labels(labels, classes, softness):
    result = torch.zeros(len(labels), classes)
    result[torch.arange(len(labels)), labels] = 1 - softness
    return result
