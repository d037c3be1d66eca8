# status: failed
# problem: dtype
# mistake: matches-counted

import torch
def same_rows(a, b):
    return (a[:, None] == b).sum(-1)
