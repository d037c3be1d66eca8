# status: error
# error: assertion
# en: An `assert` in your code did not hold. Print what it compares.
# ja: コードの中の `assert` が成り立ちませんでした。比べている値を print してみてください。

import torch


def row_means(x):
    return x.sum(dim=1)


assert row_means(torch.tensor([[1.0, 3.0]])).item() == 2.0
