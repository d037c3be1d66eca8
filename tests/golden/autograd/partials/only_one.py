# status: failed
# problem: type
# en: The result is a `float`, but a `tuple` is asked for. Which call turns one into the other?
# ja: 結果の型が `float` です。演習で求められているのは `tuple` です。どの呼び出しで変換できますか？

import torch


def partials(x, y):
    x = torch.tensor(x, requires_grad=True)
    (x * y + torch.sin(x)).backward()
    return x.grad.item()
