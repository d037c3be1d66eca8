# status: failed
# problem: value
# mistake: softmax-taken

import torch
import torch.nn.functional as F
def soft_labels(labels, classes, softness):
    return torch.softmax(F.one_hot(labels, classes) * (1 - softness), dim=1)
