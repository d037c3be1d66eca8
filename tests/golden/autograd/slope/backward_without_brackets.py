# status: failed
# problem: type
# en: **Look here first:** line 12 has no effect: it computes or names something, and nothing is done with it. Is a `return`, an `=` or a pair of brackets `()` missing?
# ja: **まず、ここから：** 12 行目は何も起こしません。計算や名前だけがあって、その結果をどこでも使っていません。`return` や `=`、かっこ `()` が抜けていませんか？

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x + 1
    y.backward
    return x.grad
