# status: failed
# problem: type
# en: The result is a `generator`, but a `torch.Tensor` is asked for. Which call turns one into the other?
# ja: 結果の型が `generator` です。演習で求められているのは `torch.Tensor` です。どの呼び出しで変換できますか？

import torch


def evens(stop):
    for n in range(0, stop, 2):
        yield n
