# status: failed
# problem: value
# en: Item `[0]` of the result has the right type, but not the right value. Compute this case by hand and compare.
# ja: 結果の `[0]` は、型は合っていますが、値が違います。この入力を手で計算して、比べてみましょう。

import torch
import math


def partials(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    (x * y + math.sin(x)).backward()
    return x.grad.item(), y.grad.item()
