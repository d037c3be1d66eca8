# status: invalid
# problem: missing-function
# en: You wrote the function `row_means`, but line 13 puts another value under this name, and the function is gone. Give that value another name.
# ja: 関数 `row_means` は書けていますが、13 行目で同じ名前に別の値を入れているので、関数が使えなくなっています。その値には別の名前を付けてください。

import torch


def row_means(x):
    return x.mean(dim=1)


row_means = row_means(torch.tensor([[1.0, 2.0]]))
print(row_means)
