# status: failed
# problem: value
# mistake: argument-applied
# en: With every input, your results are the right ones with one step more, `/ count`. So this argument comes in once too often, or once too rarely. Which line uses it, and does the exercise ask for that there?
# ja: どの入力でも、返ってきたのは、正しい結果にもう一つ `/ count` の計算を加えたものです。この引数を使う回数が、一度多いか少ないようです。どの行で使っていますか？ 演習では、そこで使うことになっていますか？

import torch


def group_totals(values, groups, count):
    return torch.zeros(count).index_add(0, groups, values) / count
