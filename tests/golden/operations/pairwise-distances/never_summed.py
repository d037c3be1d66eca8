# status: error
# error: assign-shape
# en: Something of shape [2] does not fit into a place of shape []. Print both shapes just before this line.
# ja: 形状 [2] の値は、形状 [] の場所に入りません。この行の直前で、両方の形状を print してみてください。

import torch


def pairwise_distances(a, b):
    table = torch.zeros(len(a), len(b))
    for i in range(len(a)):
        for j in range(len(b)):
            table[i][j] = torch.sqrt((a[i] - b[j]) ** 2)
    return table
