# status: failed
# problem: value
# mistake: reshaped-instead-of-permuted
# en: Type and shape are right, but 6 of 8 elements differ (`*…*` marks them below); the first is at `[0, 0, 0, 1]`. Compute that one by hand and compare.
# ja: 型と形状は合っていますが、8 個の要素のうち 6 個の値が違います（下の `*…*` の印）。最初は `[0, 0, 0, 1]` です。そこを手で計算して、比べてみましょう。

import torch


def channels_last(images):
    n, c, h, w = images.shape
    return images.view(n, h, w, c)
