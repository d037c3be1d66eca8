# status: failed
# problem: value
# mistake: hard-labels

import torch
import torch.nn.functional as F
def soft_labels(labels, classes, softness):
    return F.one_hot(labels, classes).float()
