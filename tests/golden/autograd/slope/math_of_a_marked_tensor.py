# status: failed
# problem: value
# en: **Look here first:** line 13 takes a plain number out of a tensor that requires grad, as `float(…)` and the functions of `math` do. The graph ends there. torch's own functions, such as `torch.sin` or `**`, keep it.
# ja: **まず、ここから：** 13 行目で、勾配を求めるテンソルから、ただの数値を取り出しています。`float(…)` や `math` の関数を使うとこうなり、計算グラフがそこで切れます。`torch.sin` や `**` など、torch の演算なら切れません。

import math

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = torch.tensor(math.pow(x, 2) + 2 * float(x) + 1, requires_grad=True)
    y.backward()
    return y.grad.item() + 1.0
