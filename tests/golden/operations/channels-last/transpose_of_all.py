# status: error
# error: permute-meant
# en: `transpose` swaps exactly two dimensions. To put all of them into a new order, use `permute`: `x.permute(0, 2, 3, 1)`.
# ja: `transpose` は、ちょうど二つの次元を入れ替えます。すべての次元を並べ替えるときは、`x.permute(0, 2, 3, 1)` のように `permute` を使います。

import torch


def channels_last(images):
    return images.transpose(0, 2, 3, 1)
