# status: failed
# problem: value
# mistake: inf-in-result
# en: Type and shape are right, but the values differ in 4 of 4 elements (`*…*` marks them below), first at `[0, 0]`. `inf` is infinity. It comes from a division by 0, from log(0), or from a number too large for its dtype. Where can that happen here?
# ja: 型と形状は合っていますが、4 個の要素のうち 4 個の値が違います（下で `*…*` と囲んだところ）。最初に違うのは `[0, 0]` です。`inf` は無限大です。0 での割り算や log(0)、dtype に収まらないほど大きい数で出てきます。ここでは、どこで起こりそうですか？

import torch


def standardize(x):
    return (x - x.mean(dim=0)) / (x.std(dim=0, correction=0) * 0)
