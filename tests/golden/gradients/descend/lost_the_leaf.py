# status: error
# error: grad-is-none
# en: `w.grad` is `None`: no gradient has arrived there yet. Was `backward()` called before? Does that tensor have `requires_grad=True`, and is it a leaf?
# ja: `w.grad` が `None` です。まだ勾配が届いていません。先に `backward()` を呼びましたか？ そのテンソルは `requires_grad=True` で、葉ですか？

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        ((X @ w - y) ** 2).mean().backward()
        w = w - lr * w.grad
    return w.detach()
