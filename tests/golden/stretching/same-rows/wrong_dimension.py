# status: failed
# problem: value
# mistake: wrong-dimension

import torch
def same_rows(a, b):
    return (a[:, None] == b[None]).all(dim=1)
