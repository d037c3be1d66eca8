# status: failed
# problem: value
# mistake: zero-filled

import torch
def patch_holes(x):
    return x.nan_to_num(0)
