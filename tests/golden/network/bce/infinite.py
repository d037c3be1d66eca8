# status: failed
# problem: value
# mistake: inf-in-result
# en: The type is right, but the value is not. `inf` is infinity. It comes from a division by 0, from log(0), or from a number too large for its dtype. Where can that happen here?
# ja: 型は合っていますが、値が違います。`inf` は無限大です。0 での割り算や log(0)、dtype に収まらないほど大きい数で出てきます。ここでは、どこで起こりそうですか？

import torch


def bce(p, y):
    return -((y + 1) / torch.zeros_like(p)).abs().sum()
