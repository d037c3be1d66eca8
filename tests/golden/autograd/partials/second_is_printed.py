# status: failed
# problem: type
# en: Item `[1]` of the result is `None`. A `.grad` is `None` until `backward()` has reached that tensor. Is `backward()` called, from a result that was computed with this very tensor? And is the tensor still the one that you marked with `requires_grad`?
# ja: 結果の `[1]` が `None` です。`.grad` は、`backward()` がそのテンソルに届くまで `None` のままです。そのテンソルを使って計算した結果から `backward()` を呼んでいますか？ そのテンソルは、`requires_grad` を付けたときのものと同じですか？

import torch


def partials(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    (x * y + torch.sin(x)).backward()
    return x.grad.item(), print(y.grad.item())
