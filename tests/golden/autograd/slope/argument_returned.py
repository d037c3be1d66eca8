# status: failed
# problem: value
# mistake: argument-returned
# en: Your function gives `x0` back exactly as it came. Which line should make something new of it, and is it that which you return? (`x.sqrt()` alone does not change `x`.)
# ja: `x0` が、受け取ったままの形で返っています。新しい値を作るのはどの行でしょうか？ 返しているのは、その値ですか？（`x.sqrt()` とだけ書いても、`x` は変わりません。）

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x + 1
    y.backward()
    return x.item()
