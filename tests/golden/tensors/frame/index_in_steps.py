# status: failed
# problem: value
# mistake: index-in-steps
# en: With every input, your results are those of a right way with a single change: an index is split into two pairs of brackets. `x[a][b]` takes a part of `x` first, and `[b]` then counts the **rows of that part**. Rows and columns at once are `x[a, b]`.
# ja: どの入力でも、返ってきたのは、正しい計算を一か所だけ変えたときの結果です。一つのインデックスが、二組の角括弧に分かれています。`x[a][b]` は、まず `x` の一部を取り、`[b]` は**その一部の行**を数えます。行と列を同時に選ぶには `x[a, b]` と書きます。

import torch


def frame(height, width):
    picture = torch.ones(height, width)
    picture[1:-1][1:-1] = 0
    return picture
