# status: failed
# problem: value
# mistake: counted-in-one-line

import torch
def pick_per_row(table, columns):
    return torch.take(table, columns)
