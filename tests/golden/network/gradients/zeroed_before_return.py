# status: error
# error: grad-is-none
# en: `parameter.grad` is `None`: no gradient has arrived there yet. Was `backward()` called before? Is that tensor still the leaf with `requires_grad=True`, or did a line such as `w = w - …` put a new one under its name?
# ja: `parameter.grad` が `None` です。まだ勾配が届いていません。先に `backward()` を呼びましたか？ そのテンソルは `requires_grad=True` の葉のままですか？ `w = w - …` のような行で、名前が新しいテンソルに移っていませんか？

import torch


def gradients(X, y, W1, b1, W2, b2):
    for parameter in (W1, b1, W2, b2):
        parameter.grad.zero_()
    p = torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)
    torch.nn.functional.binary_cross_entropy(p, y).backward()
    return W1.grad, b1.grad, W2.grad, b2.grad
