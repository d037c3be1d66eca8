# status: failed
# problem: value
# mistake: filled-inside
# en: Type and shape are right, but 2 of 12 elements differ (`*…*` marks them below); the first is at `[1, 1]`. Compute that one by hand and compare.
# ja: 型と形状は合っていますが、12 個の要素のうち 2 個の値が違います（下の `*…*` の印）。最初は `[1, 1]` です。そこを手で計算して、比べてみましょう。

import torch


def frame(height, width):
    return torch.ones((height, width))
