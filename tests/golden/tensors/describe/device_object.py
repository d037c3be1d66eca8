# status: failed
# problem: type
# en: The type of item `[2]` of the result is `torch.device`, but `str` is asked for. Which call turns one into the other?
# ja: 結果の `[2]` の型が `torch.device` です。演習で求められているのは `str` です。どの呼び出しで変換できますか？

import torch


def describe(t):
    return t.shape, t.dtype, t.device
