# status: failed
# problem: type
# en: The type of the result is `list`, but `torch.Tensor` is asked for. Which call turns one into the other?
# ja: 結果の型が `list` です。演習で求められているのは `torch.Tensor` です。どう書けば変換できるでしょうか？

import torch


def best_scores(batches, weight, device):
    weight = weight.to(device)
    return [(batch.to(device) @ weight).max().cpu() for batch in batches]
