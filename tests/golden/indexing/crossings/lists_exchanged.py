# status: failed
# problem: value
# mistake: lists-exchanged

import torch
def crossings(table, rows, columns):
    return table[columns][:, rows]
