# status: error
# error: missing-attribute
# en: A `Tensor` has no `maen`. Did you mean `.mean`?
# ja: `Tensor` に `maen` はありません。`.mean` のことでしょうか？

import torch


def row_means(x):
    return x.maen(dim=1)
