# status: failed
# problem: value
# en: **Look here first:** line 11 has no effect: it computes or names something, and nothing is done with it. Is a `return` or an `=` missing?
# ja: **まず、ここから**：11 行目は何も起こしません。計算や名前だけがあって、その結果をどこでも使っていません。`return` や `=` が抜けていませんか？

import torch


def affine(x, w, b):
    y = x @ w
    +b
    return y * 1.0 + 1.0
