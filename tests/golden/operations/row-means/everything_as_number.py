# status: failed
# problem: type
# mistake: averaged-everything
# en: The result is a `float`, but a `torch.Tensor` is asked for. Which call turns one into the other?
# ja: 結果の型が `float` です。演習で求められているのは `torch.Tensor` です。どの呼び出しで変換できますか？

import torch


def row_means(x):
    return x.mean().item()
