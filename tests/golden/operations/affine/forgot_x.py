# status: invalid
# problem: signature
# en: The number of arguments does not fit: `affine` is called with 3, and yours takes 2. Write its first line like this: `def affine(x, w, b):`
# ja: 引数の数が合いません。`affine` は引数 3 個で呼ばれますが、あなたの関数は 2 個です。`def` の行を `def affine(x, w, b):` としてください。

import torch


def affine(w, b):
    return w + b
