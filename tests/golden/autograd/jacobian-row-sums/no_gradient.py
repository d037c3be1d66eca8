# status: failed
# problem: type
# en: The result is `None`. A `.grad` is `None` until `backward()` has reached that tensor. Is `backward()` called, from a result that was computed with this very tensor? And is the tensor still the one that you marked with `requires_grad`?
# ja: 結果が `None` です。`.grad` は、`backward()` がそのテンソルに届くまで `None` のままです。そのテンソルを使って計算した結果から `backward()` を呼んでいますか？ そのテンソルは、`requires_grad` を付けたときのものと同じですか？

import torch


def grad_of_sum(x):
    y = x.clone().requires_grad_() * 1
    (y**3).sum().backward()
    return x.grad
