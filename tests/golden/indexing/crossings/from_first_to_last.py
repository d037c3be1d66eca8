# status: failed
# problem: shape
# mistake: from-first-to-last

import torch
def crossings(table, rows, columns):
    return table[rows.min():rows.max() + 1, columns.min():columns.max() + 1]
