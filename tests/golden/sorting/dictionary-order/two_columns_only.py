# status: failed
# problem: value
# mistake: two-columns-only

import torch
def dictionary_order(table):
    t = table[table[:, 1].argsort(stable=True)]
    return t[t[:, 0].argsort(stable=True)]
