# status: error
# error: matmul-shapes
# en: These two do not fit for a matrix product: `lr * 2 * X` has shape (2, 1), `X @ w - y` has shape (2,). The last size of the left must equal the first of the right's last two. Is one of them to be transposed?
# ja: 行列積の形状が合いません。`lr * 2 * X` は (2, 1)、`X @ w - y` は (2,) です。左の最後の大きさと、右の後ろから 2 番目の大きさが同じでなければなりません。どちらかを転置する必要はありませんか？

import torch


def descend(w, X, y, lr, steps):
    w = w.clone()
    for _ in range(steps):
        w = w - lr * 2 * X @ (X @ w - y) / len(X)
    return w
