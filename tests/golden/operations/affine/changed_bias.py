# status: error
# error: assign-shape
# en: Something of shape [2, 2] does not fit into a place of shape [2]. Print both shapes just before this line.
# ja: 形状 [2, 2] の値は、形状 [2] の場所に入りません。この行の直前で、両方の形状を print してみてください。

import torch


def affine(x, w, b):
    b += x @ w
    return b
