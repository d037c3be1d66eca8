# status: failed
# problem: value
# en: Type and shape are right, but the values differ in 4 of 12 elements (`*…*` marks them below), first at `[0, 1]`. Compute that one by hand and compare.
# ja: 型と形状は合っていますが、12 個の要素のうち 4 個の値が違います（下の `*…*` の印）。最初は `[0, 1]` です。そこを手で計算して、比べてみましょう。

import torch


def frame(height, width):
    rows = [[1] * width] * height
    for i in range(1, height - 1):
        for j in range(1, width - 1):
            rows[i][j] = 0
    return torch.tensor(rows, dtype=torch.float32)
