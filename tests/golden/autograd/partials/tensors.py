# status: failed
# problem: type
# en: The type of item `[0]` of the result is `torch.Tensor`, but `float` is asked for. Which call turns one into the other?
# ja: 結果の `[0]` の型が `torch.Tensor` です。演習で求められているのは `float` です。どの呼び出しで変換できますか？

import torch


def partials(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    return torch.autograd.grad(x * y + torch.sin(x), (x, y))
