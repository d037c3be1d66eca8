# status: error
# error: only-of-tensors
# en: Tensors have `.backward`, and this is a `float`. Which tensor do you mean, or where should one be made?
# ja: `.backward` があるのはテンソルですが、これは `float` です。どのテンソルのことですか？ まだなければ、どこで作りますか？

import torch


def slope(x0):
    y = x0**2 + 2 * x0 + 1
    y.backward()
    return y
