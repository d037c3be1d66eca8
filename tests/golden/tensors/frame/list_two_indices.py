# status: error
# error: list-two-indices
# en: `picture` is a `list`, and that takes one index at a time: row and column as in `x[0, 1]` exist only for tensors and arrays. Of nested lists, take `x[0][1]`; or make a tensor first.
# ja: `picture` は `list` なので、インデックスは一度に一つです。`x[0, 1]` のように行と列を並べて書けるのは、テンソルと配列だけです。リストの入れ子なら `x[0][1]` と書くか、先にテンソルにしてください。

import torch
def frame(height, width):
    picture = [[0.0] * width for _ in range(height)]
    picture[0, :] = 1
    picture[-1, :] = 1
    return torch.tensor(picture)
