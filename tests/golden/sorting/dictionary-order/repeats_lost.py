# status: failed
# problem: shape
# mistake: repeats-lost

import torch
def dictionary_order(table):
    return torch.unique(table, dim=0)
