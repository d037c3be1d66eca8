# status: failed
# problem: shape
# mistake: rows-twice

import torch
def crossings(table, rows, columns):
    return table[rows][columns]
