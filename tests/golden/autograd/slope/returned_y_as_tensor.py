# status: failed
# problem: type
# mistake: returned-y
# en: The result is a `torch.Tensor`, but a `float` is asked for. Which call turns one into the other?
# ja: 結果の型が `torch.Tensor` です。演習で求められているのは `float` です。どの呼び出しで変換できますか？

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x + 1
    y.backward()
    return y
