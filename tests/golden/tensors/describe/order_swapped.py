# status: failed
# problem: type
# en: Item `[0]` of the result is a `torch.dtype`, but a `tuple` is asked for. Are the items in the order that is asked for?
# ja: 結果の `[0]`の型が `torch.dtype` です。演習で求められているのは `tuple` です。並べる順番は演習のとおりですか？

import torch


def describe(t):
    return t.dtype, tuple(t.shape), t.device.type
