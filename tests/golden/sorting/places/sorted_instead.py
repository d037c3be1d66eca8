# status: failed
# problem: dtype
# mistake: sorted-instead

import torch
def places(x):
    return x.sort().values
