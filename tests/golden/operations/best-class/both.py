# status: failed
# problem: type
# en: The result is a `tuple`, but a `torch.Tensor` is asked for. A tuple holds several things: which of them is it?
# ja: 結果の型が `tuple` です。演習で求められているのは `torch.Tensor` です。tuple には値がいくつも入っています。求められているのは、そのうちのどれですか？

import torch


def best_class(scores):
    return scores.max(1)
