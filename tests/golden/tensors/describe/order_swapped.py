# status: failed
# problem: type
# en: The type of item `[0]` of the result is `torch.dtype`, but `tuple` is asked for. Are the items in the order that is asked for?
# ja: 結果の `[0]` の型が `torch.dtype` です。演習で求められているのは `tuple` です。並べる順番は演習のとおりですか？

import torch


def describe(t):
    return t.dtype, tuple(t.shape), t.device.type
