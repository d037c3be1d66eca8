# status: error
# error: missing-attribute
# en: A `float` has no `backward`. Is it the type you expect at this line? `print(type(…))` tells.
# ja: `float` に `backward` はありません。この行の値は、思ったとおりの型ですか？ `print(type(…))` で確かめられます。

import torch


def slope(x0):
    y = x0 ** 2 + 2 * x0 + 1
    y.backward()
    return y
