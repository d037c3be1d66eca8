# status: failed
# problem: value
# mistake: letters-exchanged
# en: With every input, your results are those of a right way with other letters in one `einsum`: they are what `zd,jd->j` gives. Say for each letter what it counts: which belong together, which come out, and in which order?
# ja: どの入力でも、返ってきたのは、`einsum` の文字を一か所だけ変えたときの結果です。いまは `zd,jd->j` と書いたのと同じです。それぞれの文字が何を数えているかを言葉にしてみましょう。同じ文字にするのはどれで、結果に残すのはどれですか？ 順番も確かめましょう。

import torch


def squared_distances(a, b):
    aa = torch.einsum("nd->n", a * a)
    bb = torch.einsum("md,nd->m", b, b)
    return aa[:, None] - 2 * torch.einsum("nd,md->nm", a, b) + bb
