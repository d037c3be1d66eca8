# status: failed
# problem: type
# mistake: none-argument-not-required
# en: The result is `None`, because your code never marks `x` itself with `requires_grad`. autograd keeps a gradient only for tensors that are marked so; one that was computed from `x` is another tensor.
# ja: 結果が `None` です。`x` そのものに `requires_grad` の目印を付けていません。autograd が勾配を残すのは、目印のあるテンソルだけです。`x` から計算したテンソルは、もう別のテンソルです。

import torch


def grad_of_sum(x):
    y = x.clone().requires_grad_() * 1
    (y**3).sum().backward()
    return x.grad
