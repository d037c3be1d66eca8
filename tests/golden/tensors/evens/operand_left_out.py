# status: failed
# problem: shape
# mistake: operand-left-out
# en: With every input, your results are those of a right way with a single change: at one place, only one side of `==` is left. What is calculated with it there?
# ja: どの入力でも、返ってきたのは、正しい計算を一か所だけ変えたときの結果です。`==` の片側だけが残っています。そこでは、何と計算するはずでしょうか？

import torch


def evens(stop):
    t = torch.arange(stop)
    return t[t % 2]
