# status: failed
# problem: type
# mistake: none-never-backward
# en: Item `[0]` of the result is `None`, because nothing in your code calls `backward()`. A `.grad` stays empty until then. Look at line 14: from which result should the gradients flow back, before it is read?
# ja: 結果の `[0]` が `None` です。コードのどこでも `backward()` を呼び出していないので、`.grad` は空のままです。14 行目を見てください。`.grad` を読む前に、どの結果から勾配をさかのぼらせますか？

import torch


def partials(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    z = x * y + torch.sin(x)
    return x.grad, y.grad
