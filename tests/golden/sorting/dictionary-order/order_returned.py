# status: failed
# problem: shape
# mistake: order-returned

import torch
def dictionary_order(table):
    order = torch.arange(len(table))
    for c in reversed(range(table.shape[1])):
        order = order[table[order, c].argsort(stable=True)]
    return order
