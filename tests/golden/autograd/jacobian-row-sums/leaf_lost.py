# status: failed
# problem: type
# en: **Look here first:** line 13 reads `.grad` of a computed tensor. Gradients arrive only in tensors that you made yourself with `requires_grad=True` (leaves), so there it is `None`.
# ja: **まず、ここから：** 13 行目で、計算してできたテンソルの `.grad` を読んでいます。勾配が入るのは、自分で `requires_grad=True` を付けて作ったテンソル（葉）だけなので、ここでは `None` になります。

import torch


def grad_of_sum(x):
    x = x.clone().requires_grad_()
    x = x**3
    x.sum().backward()
    return x.grad
