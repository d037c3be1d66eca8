# status: error
# error: many-to-number
# en: Only a tensor with exactly one element can become a Python number; `sum`, `mean` or an index make one of many. Is a number needed here at all, or may it stay a tensor?
# ja: Python の数にできるのは、要素がちょうど一つのテンソルだけです（`sum`、`mean`、インデックスで一つにできます）。ここで必要なのは数ですか？ テンソルのままではいけませんか？

import torch
import math


def bce(p, y):
    return -(y * math.log(p + 1e-7)).mean()
