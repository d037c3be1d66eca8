# status: invalid
# problem: signature
# en: The number of arguments does not fit: `evens` is called with 1, and yours takes 2. Write its first line like this: `def evens(stop):`
# ja: 引数の数が合いません。`evens` は引数 1 個で呼ばれますが、あなたの関数は 2 個です。`def` の行を `def evens(stop):` としてください。

import torch


def evens(start, stop):
    return torch.arange(start, stop, 2)
