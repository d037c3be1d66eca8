# status: failed
# problem: value
# mistake: table-on-its-side

import torch


def crossings(table, rows, columns):
    return table[rows, columns[:, None]]
