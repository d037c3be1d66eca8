# status: failed
# problem: value
# mistake: argument-left-out
# en: With every input, your results are those of a right way with a single change: in one call, the argument `dim` is left out. Which call needs it?
# ja: どの入力でも、返ってきたのは、正しい計算を一か所だけ変えたときの結果です。ある呼び出しで、引数 `dim` が抜けています。必要なのは、どの呼び出しでしょうか？

import torch


def standardize(x):
    return (x - x.mean()) / x.std(dim=0, correction=0)
