# status: error
# error: grad-is-none
# en: `w.grad` is `None`: no gradient has arrived there yet. Was `backward()` called before? Is that tensor still the leaf with `requires_grad=True`, or did a line such as `w = w - …` put a new one under its name?
# ja: `w.grad` が `None` です。まだ勾配が届いていません。先に `backward()` を呼びましたか？ そのテンソルは `requires_grad=True` の葉のままですか？ `w = w - …` のような行で、名前が新しいテンソルに移っていませんか？

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        ((X @ w - y) ** 2).mean().backward()
        w = w - lr * w.grad
    return w.detach()
