# status: failed
# problem: value
# mistake: first-column-only

import torch
def same_rows(a, b):
    return a[:, 0][:, None] == b[:, 0]
