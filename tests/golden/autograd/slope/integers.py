# status: error
# error: grad-of-integers
# en: Only floats can have gradients: integers cannot change by a little. Write `1.0` instead of `1`, or give `dtype=torch.float32`.
# ja: 勾配を持てるのは小数だけです。整数は「少しだけ」変えられないからです。`1` を `1.0` と書くか、`dtype=torch.float32` を指定してください。

import torch


def slope(x0):
    x = torch.tensor(int(x0), requires_grad=True)
    y = x**2 + 2 * x + 1
    y.backward()
    return x.grad.item()
