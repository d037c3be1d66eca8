# status: failed
# problem: value
# en: Type and shape are right, but 1 of 1 elements differ (`*…*` marks them below); the first is at `[0, 0]`. Compute that one by hand and compare.
# ja: 型と形状は合っていますが、1 個の要素のうち 1 個の値が違います（下の `*…*` の印）。最初は `[0, 0]` です。そこを手で計算して、比べてみましょう。

import torch


def forward(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    return torch.softmax(h @ W2 + b2, dim=1)
