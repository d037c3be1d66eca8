# status: error
# error: grad-is-none
# en: `x.grad` is `None`: no gradient has arrived there yet. Was `backward()` called before? Is that tensor still the leaf with `requires_grad=True`, or did a line such as `w = w - …` put a new one under its name?
# ja: `x.grad` が `None` です。まだ勾配が届いていません。先に `backward()` を呼びましたか？ そのテンソルは `requires_grad=True` の葉のままですか？ `w = w - …` のような行で、名前が新しいテンソルに移っていませんか？

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x + 1
    return x.grad.item()
