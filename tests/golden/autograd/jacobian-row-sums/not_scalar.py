# status: error
# error: backward-of-many
# en: `backward()` starts from a single number, and `y` has several elements. Reduce it first, for example with `.sum()` or `.mean()`.
# ja: `backward()` はスカラー（一つの数）から始めますが、`y` には要素がいくつもあります。先に `.sum()` や `.mean()` でスカラーにしてください。

import torch


def grad_of_sum(x):
    x = x.clone().requires_grad_()
    y = x**3
    y.backward()
    return x.grad
