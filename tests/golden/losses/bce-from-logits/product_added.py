# status: failed
# problem: value
# mistake: product-added

import torch
def bce_from_logits(z, y):
    return (torch.clamp(z, min=0) + z * y + torch.log1p(torch.exp(-z.abs()))).mean()
