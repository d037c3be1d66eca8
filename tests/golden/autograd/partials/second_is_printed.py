# status: failed
# problem: type
# mistake: none-print-returned
# en: Item `[1]` of the result is what `print` returns in line 14, and that is always `None`: it only shows its value. What remains if you take `print` away?
# ja: 結果の `[1]` が、14 行目の `print` の戻り値になっています。`print` は表示するだけで、いつも `None` を返します。`print` を外すと、何が残りますか？

import torch


def partials(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    (x * y + torch.sin(x)).backward()
    return x.grad.item(), print(y.grad.item())
