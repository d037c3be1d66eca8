# status: failed
# problem: value
# mistake: rows-sorted-inside

import torch
def dictionary_order(table):
    return table.sort(dim=1).values
