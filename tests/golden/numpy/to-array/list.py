# status: failed
# problem: type
# en: The type of the result is `list`, but `numpy.ndarray` is asked for. Which call turns one into the other?
# ja: 結果の型が `list` です。演習で求められているのは `numpy.ndarray` です。どう書けば変換できるでしょうか？

import torch


def to_array(t):
    return t.tolist()
