# status: error
# error: caret
# en: `^` is no power in Python: it compares bits. A power is written with two stars: `x**2`.
# ja: Python の `^` は累乗ではなく、ビットを比べる記号です。累乗は `x**2` のように、`*` を二つ書きます。

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x ^ 2 + 2 * x + 1
    y.backward()
    return x.grad.item()
