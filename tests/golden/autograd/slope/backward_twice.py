# status: error
# error: backward-twice
# en: The graph is freed after the first `backward()`, and this is a second one through the same graph. Compute the result again before each `backward()`.
# ja: 計算グラフは最初の `backward()` のあとに解放されますが、同じグラフで 2 回目を呼んでいます。`backward()` の前に、毎回計算し直してください。

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x + 1
    y.backward()
    y.backward()
    return x.grad.item()
