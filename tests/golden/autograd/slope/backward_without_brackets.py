# status: failed
# problem: type
# mistake: none-never-backward
# en: **Look here first:** line 13 has no effect: it names something and does not call it. Is a pair of brackets `()` missing, or a `return`?
# ja: **まず、ここから**：13 行目は何も起こしません。名前を書いているだけで、呼び出していません。かっこ `()` か `return` が抜けていませんか？

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x + 1
    y.backward
    return x.grad
