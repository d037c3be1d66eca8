# status: invalid
# problem: syntax
# error: syntax-product
# en: `2x0` is not a product for Python: the sign is missing. Write `2 * x0`.
# ja: `2x0` と続けて書いても、Python では掛け算になりません。`2 * x0` と書いてください。

import torch


def slope(x0):
    return 2x0 + 2
