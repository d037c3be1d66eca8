# status: failed
# problem: value
# mistake: number-exchanged
# en: With every input, your results are those of a right way with a single change: at one place, `2` stands where another number belongs, such as an index, a dimension or a limit. Which one?
# ja: どの入力でも、返ってきたのは、正しい計算を一か所だけ変えたときの結果です。別の数（インデックス、次元、境目など）があるはずのところに `2` があります。それはどこでしょうか？

import torch


def causal_weights(scores):
    later = torch.ones_like(scores).triu(diagonal=2).bool()
    return scores.masked_fill(later, float("-inf")).softmax(dim=1)
