# status: error
# error: matmul-shapes
# en: These two do not fit for a matrix product: `x` has shape (2, 3), `w.T` has shape (2, 3). The last size of the left must equal the first of the right's last two. Is one of them to be transposed?
# ja: 行列積の形状が合いません。`x` は (2, 3)、`w.T` は (2, 3) です。左の最後の大きさと、右の後ろから 2 番目の大きさが同じでなければなりません。どちらかを転置する必要はありませんか？

import torch


def affine(x, w, b):
    return x @ w.T + b
