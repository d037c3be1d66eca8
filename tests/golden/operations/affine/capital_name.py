# status: error
# error: unknown-name
# en: Python knows no `W` here. Did you mean `w`?
# ja: ここでは `W` という名前が見つかりません。`w` のことでしょうか？

import torch


def affine(x, w, b):
    return x @ W + b
