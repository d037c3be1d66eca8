# status: error
# error: number-of-many
# en: `float()` and `int()` make a number of one value, and this is a `list`. Should each element become a number, and which call does that for all of them?
# ja: `float()` と `int()` が数にするのは一つの値ですが、これは `list` です。要素を一つずつ数にしたいのですか？ まとめて変換するのは、どの呼び出しでしょうか？

import torch


def to_float(values):
    return torch.tensor(float(values))
