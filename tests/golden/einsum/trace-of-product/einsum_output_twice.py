# status: error
# error: einsum-output-twice
# en: After the arrow, the letter `i` stands twice. There, each letter names one dimension of the result, so it can occur only once. For two dimensions of the result, use two different letters; for a diagonal, write the letter twice **before** the arrow and once behind it.
# ja: 矢印の後ろに、文字 `i` が 2 回あります。そこでは一つの文字が結果の次元一つを表すので、同じ文字は 1 回しか使えません。結果に次元が二つ要るなら、別の文字を二つ使います。対角線なら、矢印の**前**に同じ文字を 2 回、後ろに 1 回書きます。

import torch
def trace_of_product(a, b):
    return torch.einsum("ij,jk->ii", a, b)
