# status: error
# error: compared-keyword
# en: `dim == …` compares, and there is no value of the name `dim` to compare. To give an argument by its name, write a single `=`: `dim=…`
# ja: `dim == …` は比較ですが、比べる `dim` という値がありません。名前を付けて引数を渡すときは、`dim=…` のように `=` を一つだけ書きます。

import torch


def row_means(x):
    return x.mean(dim == 1)
