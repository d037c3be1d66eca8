# status: error
# error: append-to-tensor
# en: A tensor cannot grow: it has no `append`. Collect the values in a list with `append`, and make one tensor of them at the end with `torch.stack(…)`; `torch.cat` joins tensors that are there already.
# ja: テンソルはあとから伸ばせないので、`append` はありません。値をリストに `append` でためて、最後に `torch.stack(…)` で一つのテンソルにします。すでにあるテンソルをつなぐときは `torch.cat` を使います。

import torch


def row_means(x):
    result = torch.tensor([])
    for row in x:
        result.append(row.mean())
    return result
