# status: error
# error: many-to-number
# en: Only a tensor with exactly one element can become a Python number. Reduce it first (`sum`, `mean`, an index), or use `.tolist()`.
# ja: Python の数にできるのは、要素がちょうど一つのテンソルだけです。先に `sum`、`mean`、インデックスで一つにするか、`.tolist()` を使ってください。

import torch
import math


def bce(p, y):
    return -(y * math.log(p + 1e-7)).mean()
