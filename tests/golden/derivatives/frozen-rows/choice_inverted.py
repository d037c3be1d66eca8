# status: failed
# problem: grad
# mistake: choice-inverted

import torch
def frozen_rows(weight, trainable):
    return torch.where(trainable[:, None], weight.detach(), weight)
