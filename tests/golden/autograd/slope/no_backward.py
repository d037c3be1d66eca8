# status: error
# error: grad-is-none
# en: `x.grad` is `None`: no gradient has arrived there yet. Was `backward()` called before? Does that tensor have `requires_grad=True`, and is it a leaf?
# ja: `x.grad` が `None` です。まだ勾配が届いていません。先に `backward()` を呼びましたか？ そのテンソルは `requires_grad=True` で、葉ですか？

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x ** 2 + 2 * x + 1
    return x.grad.item()
