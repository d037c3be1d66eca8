# status: failed
# problem: type
# en: Item `[0]` of the result is `None`. A `.grad` is `None` until `backward()` has reached that tensor. Is `backward()` called, from a result that was computed with this very tensor? And is the tensor still the one that you marked with `requires_grad`?
# ja: 結果の `[0]` が `None` です。`.grad` は、`backward()` がそのテンソルに届くまで `None` のままです。そのテンソルを使って計算した結果から `backward()` を呼んでいますか？ そのテンソルは、`requires_grad` を付けたときのものと同じですか？

import torch


def gradients(X, y, W1, b1, W2, b2):
    for each in (W1, b1, W2, b2):
        each.grad = None
    h = torch.relu((X @ W1).detach() + b1)
    p = torch.sigmoid(h @ W2 + b2)
    loss = -(y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - p + 1e-7)).mean()
    loss.backward()
    return W1.grad, b1.grad, W2.grad, b2.grad
