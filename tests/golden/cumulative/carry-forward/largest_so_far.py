# status: failed
# problem: value
# mistake: largest-so-far

import torch
def carry_forward(x):
    filled = torch.nan_to_num(x, nan=float("-inf"))
    return filled.cummax(0).values
