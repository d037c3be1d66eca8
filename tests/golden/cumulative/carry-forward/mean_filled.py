# status: failed
# problem: value
# mistake: mean-filled

import torch
def carry_forward(x):
    return torch.where(torch.isnan(x), torch.nanmean(x), x)
