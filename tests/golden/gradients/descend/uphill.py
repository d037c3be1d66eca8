# status: failed
# problem: value
# en: The type is right, but the value is not. Compute this case by hand and compare.
# ja: 型は合っていますが、値が違います。この入力を手で計算して、比べてみましょう。

import torch


def descend(w, X, y, lr, steps):
    for _ in range(steps):
        w = w + lr * 2 * X.T @ (X @ w - y) / len(y)
    return w
