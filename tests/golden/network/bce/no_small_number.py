# status: failed
# problem: value
# en: The type is right, but the value is not. `nan` means "not a number". It comes from calculations that have no result, such as 0 / 0, log(0) · 0, or the square root of a negative number. Where can one of these happen here?
# ja: 型は合っていますが、値が違います。`nan` は「数ではない」という意味です。0 / 0、log(0) · 0、負の数の平方根など、答えのない計算で出てきます。ここでは、どこで起こりそうですか？

import torch


def bce(p, y):
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()
