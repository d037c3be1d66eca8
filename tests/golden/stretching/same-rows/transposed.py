# status: failed
# problem: shape
# mistake: transposed

import torch
def same_rows(a, b):
    return (b[:, None] == a[None]).all(dim=2)
