# status: failed
# problem: value
# mistake: swapped
# en: Item `[0]` of the result has the right type, but not the right value. Compute this case by hand and compare.
# ja: 結果の `[0]` は、型は合っていますが、値が違います。この入力を手で計算して、比べてみましょう。

import torch


def partials(x, y):
    a = torch.tensor(x, requires_grad=True)
    b = torch.tensor(y, requires_grad=True)
    (a * b + a.sin()).backward()
    return b.grad.item(), a.grad.item()
