# status: error
# error: method-not-called
# en: `x.numel` stands here without its brackets, so it was not called. Add `()`.
# ja: `x.numel` にかっこがないので、呼び出されていません。`()` を付けてください。

import torch


def row_means(x):
    return x.sum(dim=1) / x.numel
