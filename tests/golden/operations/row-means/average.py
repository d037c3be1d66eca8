# status: error
# error: missing-attribute
# en: A `Tensor` has no `average`. Did you mean `.mean`?
# ja: `Tensor` に `average` はありません。`.mean` のことでしょうか？

import torch


def row_means(x):
    return x.average(dim=1)
