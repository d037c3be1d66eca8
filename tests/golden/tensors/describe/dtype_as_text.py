# status: failed
# problem: type
# en: Item `[1]` of the result is a `str`, but a `torch.dtype` is asked for. Which call turns one into the other?
# ja: 結果の `[1]`の型が `str` です。演習で求められているのは `torch.dtype` です。どの呼び出しで変換できますか？

import torch


def describe(t):
    return t.shape, str(t.dtype), t.device.type
