# status: failed
# problem: value
# mistake: same-for-every-input
# en: **Look here first:** line 11 puts another value under `x` before it is read, so your function never sees its argument. Take an example of your own out of the function.
# ja: **まず、ここから**：11 行目で、使う前の `x` に別の値を入れているので、渡された引数が使われていません。自分で試すための値は、関数の外に出しましょう。

import torch


def row_means(x):
    x = torch.tensor([[1.0, 2.0, 6.0], [4.0, 5.0, 9.0]])
    return x.mean(dim=1)
