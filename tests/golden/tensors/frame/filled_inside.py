# status: failed
# problem: value
# mistake: filled-inside
# en: Type and shape are right, but 12 of 12 elements differ (`*…*` marks them below); the first is at `[0, 0]`. Compute that one by hand and compare.
# ja: 型と形状は合っていますが、12 個の要素のうち 12 個の値が違います（下の `*…*` の印）。最初は `[0, 0]` です。そこを手で計算して、比べてみましょう。

import torch


def frame(height, width):
    t = torch.zeros(height, width)
    t[1:-1, 1:-1] = 1
    return t
