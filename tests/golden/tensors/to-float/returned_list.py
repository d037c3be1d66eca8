# status: failed
# problem: type
# en: The type of the result is `list`, but `torch.Tensor` is asked for. Which call turns one into the other?
# ja: 結果の型が `list` です。演習で求められているのは `torch.Tensor` です。どう書けば変換できるでしょうか？

import torch


def to_float(values):
    return [float(v) for v in values]
