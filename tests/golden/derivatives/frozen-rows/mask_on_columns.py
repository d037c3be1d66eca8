# status: failed
# problem: grad
# mistake: mask-on-columns

import torch
def frozen_rows(weight, trainable):
    return torch.where(trainable, weight, weight.detach())
