# status: failed
# problem: value
# mistake: brackets-moved
# en: With every input, your results are those of a right way with a single change: in one formula, the brackets stand elsewhere, so that two operations come in another order. Which one goes first?
# ja: どの入力でも、返ってきたのは、正しい計算を一か所だけ変えたときの結果です。ある式で括弧の位置が違い、二つの計算の順序が変わっています。先に計算するのはどちらでしょうか？

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x ** (2 + 2 * x) + 1
    y.backward()
    return x.grad.item()
