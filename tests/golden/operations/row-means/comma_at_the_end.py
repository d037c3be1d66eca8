# status: failed
# problem: type
# en: The type of the result is `tuple`, but `torch.Tensor` is asked for. Which of its items is it? (A comma at the end, as in `return x,`, makes a tuple, too.)
# ja: 結果の型が `tuple` です。演習で求められているのは `torch.Tensor` です。求められているのは、その中のどれですか？（`return x,` のように、最後にコンマがあるだけでも tuple になります。）

import torch


def row_means(x):
    return (x.mean(dim=1),)
