# status: error
# error: grad-is-none
# en: `parameter.grad` is `None`: no gradient has arrived there yet. Was `backward()` called before? Does that tensor have `requires_grad=True`, and is it a leaf?
# ja: `parameter.grad` が `None` です。まだ勾配が届いていません。先に `backward()` を呼びましたか？ そのテンソルは `requires_grad=True` で、葉ですか？

import torch


def gradients(X, y, W1, b1, W2, b2):
    for parameter in (W1, b1, W2, b2):
        parameter.grad.zero_()
    p = torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)
    torch.nn.functional.binary_cross_entropy(p, y).backward()
    return W1.grad, b1.grad, W2.grad, b2.grad
