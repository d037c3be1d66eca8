# status: failed
# problem: value
# mistake: order-lost

import torch
def crossings(table, rows, columns):
    m = torch.zeros(len(table), dtype=torch.bool)
    m[rows] = True
    n = torch.zeros(table.shape[1], dtype=torch.bool)
    n[columns] = True
    return table[m][:, n]
