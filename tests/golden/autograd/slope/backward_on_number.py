# status: error
# error: backward-of-number
# en: `y` is a plain `float`, which remembers nothing of how it was computed. Either no tensor went into it (`torch.tensor(…, requires_grad=True)` makes one), or `.item()` or `float(…)` has made a number of it too early.
# ja: `y` はただの `float` で、どう計算されたかを覚えていません。計算にテンソルが入っていないか（`torch.tensor(…, requires_grad=True)` で作れます）、`.item()` や `float(…)` で早く数にしすぎたかのどちらかです。

import torch


def slope(x0):
    y = x0**2 + 2 * x0 + 1
    y.backward()
    return y
