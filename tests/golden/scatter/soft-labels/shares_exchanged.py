# status: failed
# problem: value
# mistake: shares-exchanged

import torch
def soft_labels(labels, classes, softness):
    out = torch.full((len(labels), classes), (1 - softness) / (classes - 1))
    out[torch.arange(len(labels)), labels] = softness
    return out
