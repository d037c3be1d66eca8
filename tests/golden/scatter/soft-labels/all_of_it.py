# status: failed
# problem: value
# mistake: not-shared-out

import torch


def soft_labels(labels, classes, softness):
    result = torch.full((len(labels), classes), softness)
    result[torch.arange(len(labels)), labels] = 1 - softness
    return result
