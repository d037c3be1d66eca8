# status: failed
# problem: shape
# mistake: gaps-removed

import torch
def carry_forward(x):
    return x[~torch.isnan(x)]
