# status: failed
# problem: value
# mistake: every-row-marked

import torch
def soft_labels(labels, classes, softness):
    out = torch.full((len(labels), classes), softness / (classes - 1))
    out[:, labels] = 1 - softness
    return out
