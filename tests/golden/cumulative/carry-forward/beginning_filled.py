# status: failed
# problem: value
# mistake: beginning-filled

import torch
def carry_forward(x):
    known = x[~x.isnan()]
    pos = (~x.isnan()).cumsum(0) - 1
    return known[pos.clamp(min=0)]
