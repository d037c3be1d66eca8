# status: error
# error: linear-untransposed
# en: `linear` multiplies with the weights turned round: it computes `x @ w.T + b`, so it wants weights of shape (outputs, inputs). Here `w` has shape (3, 2), and `x` has shape (2, 3). Either give it `.T` of the weights, or write the product yourself with `@`.
# ja: `linear` は重みを転置して掛けます。計算するのは `x @ w.T + b` なので、重みの形状は（出力の数, 入力の数）です。ここでは `w` の形状が (3, 2) で、`x` の形状が (2, 3) です。重みの `.T` を渡すか、`@` を使って自分で積を書いてください。

import torch


def affine(x, w, b):
    return torch.nn.functional.linear(x, w, b)
