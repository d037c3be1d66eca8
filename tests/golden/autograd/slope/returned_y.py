# status: failed
# problem: value
# mistake: returned-y
# en: The type is right, but the value is not. Compute this case by hand and compare.
# ja: 型は合っていますが、値が違います。この入力を手で計算して、比べてみましょう。

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x ** 2 + 2 * x + 1
    y.backward()
    return y.item()
