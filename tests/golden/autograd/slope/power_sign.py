# status: invalid
# problem: syntax
# error: syntax-superscript
# en: Python does not know the small raised `²`. A power is written with two stars: `x**2`.
# ja: Python は小さい上付きの `²` を読めません。累乗は `x**2` のように、`*` を二つ書きます。

import torch


def slope(x0):
    return x0² + 2 * x0 + 1
