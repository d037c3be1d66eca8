# status: failed
# problem: value
# mistake: cross-entropy-instead

import torch
import torch.nn.functional as F
def bce(p, y):
    return F.cross_entropy(p, y)
