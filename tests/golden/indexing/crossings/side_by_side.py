# status: failed
# problem: shape
# mistake: pairs-only

import torch


def crossings(table, rows, columns):
    return table[rows, columns]
