# status: failed
# problem: type
# en: The type of the result is `float`, but `torch.Tensor` is asked for. Which call turns one into the other?
# ja: 結果の型が `float` です。演習で求められているのは `torch.Tensor` です。どう書けば変換できるでしょうか？

import torch


def bce(p, y):
    return -(y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - p + 1e-7)).mean().item()
