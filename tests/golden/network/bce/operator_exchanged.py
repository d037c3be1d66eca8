# status: failed
# problem: value
# mistake: operator-exchanged
# en: With every input, your results are those of a right way with a single change: at one place, `+` stands where another sign belongs. Compare each sign with the formula.
# ja: どの入力でも、返ってきたのは、正しい計算を一か所だけ変えたときの結果です。別の記号があるはずのところに `+` があります。式の記号を一つずつ比べてみましょう。

import torch


def bce(p, y):
    yes = y * torch.log(p + 1e-7)
    no = (1 + y) * torch.log(1 - p + 1e-7)
    return -(yes + no).mean()
