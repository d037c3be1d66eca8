# status: failed
# problem: value
# mistake: nan-in-result
# en: Type and shape are right, but the values differ in 4 of 4 elements (`*…*` marks them below), first at `[0, 0]`. `nan` means "not a number". It comes from calculations that have no result, such as 0 / 0, log(0) · 0, or the square root of a negative number. Where can one of these happen here?
# ja: 型と形状は合っていますが、4 個の要素のうち 4 個の値が違います（下の `*…*` の印）。最初は `[0, 0]` です。`nan` は「数ではない」という意味です。0 / 0、log(0) · 0、負の数の平方根など、答えのない計算で出てきます。ここでは、どこで起こりそうですか？

import torch


def standardize(x):
    rows = [(row - x.mean(dim=0)) / x[:1].std(dim=0) for row in x]
    return torch.stack(rows)
