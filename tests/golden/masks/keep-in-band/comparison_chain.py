# status: error
# error: comparison-chain
# en: A chain such as `a <= x <= b` works for single numbers only: Python puts an `and` between the two comparisons, and a tensor has many answers. Write both comparisons, each in brackets, and join them with `&`.
# ja: `a <= x <= b` と続けて書けるのは、一つの数を比べるときだけです。Python は二つの比較を `and` でつなぎますが、テンソルでは答えがたくさんあるからです。比較を二つに分け、それぞれをかっこで囲み、`&` でつないでください。

import torch
def keep_in_band(x, low, high):
    return x * (low <= x <= high)
