# status: failed
# problem: value
# mistake: steps-exchanged
# en: With every input, your results are those of a right way with two steps in the other order. `(x + 1).sqrt()` is not `x.sqrt() + 1`, and a mean of squares is not the square of a mean. Which step goes first?
# ja: どの入力でも、返ってきたのは、正しい計算の二つの手順を逆の順序で行ったときの結果です。`(x + 1).sqrt()` と `x.sqrt() + 1` は違い、2 乗の平均と平均の 2 乗も違います。先に行うのはどちらの手順でしょうか？

import torch


def forward(X, W1, b1, W2, b2):
    hidden = (X @ W1 + b1).relu()
    return torch.sigmoid(hidden @ W2) + b2
