# status: failed
# problem: shape
# mistake: rows-dropped

import torch
def patch_holes(x):
    return x[~x.isnan().any(dim=1)]
