# status: failed
# problem: value
# mistake: length-instead

import torch
import torch.nn.functional as F
def standardize(x):
    return F.normalize(x - x.mean(0), dim=0)
