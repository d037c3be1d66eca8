# status: error
# error: needs-float
# en: This is not one of the exercise's inputs: line 13 of your own code makes this call. Mend that line, or take it out; the exercise calls your function by itself.
# ja: これは演習の入力ではありません。あなたのコードの 13 行目で、この関数を呼んでいます。その行を直すか、消してください。演習では、こちらから関数を呼びます。

import torch


def row_means(x):
    return x.mean(dim=1)


print(row_means(torch.tensor([[1, 2], [3, 4]])))
