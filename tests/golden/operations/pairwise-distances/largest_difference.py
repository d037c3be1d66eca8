# status: failed
# problem: value
# mistake: function-exchanged
# en: With every input, your results are those of a right way with a single change: at one place, `max` stands where another function belongs. Which one does the exercise ask for?
# ja: どの入力でも、返ってきたのは、正しい計算を一か所だけ変えたときの結果です。別の関数があるはずのところに `max` があります。演習が求めているのは、どの関数でしょうか？

import torch


def pairwise_distances(a, b):
    diff = a[:, None, :] - b[None, :, :]
    return diff.abs().max(dim=2).values
