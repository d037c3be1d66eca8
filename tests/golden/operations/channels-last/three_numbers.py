# status: error
# error: permute-count
# en: `permute` wants every dimension once: the tensor has 4, and 3 were given.
# ja: `permute` にはすべての次元を 1 回ずつ渡します。テンソルは 4 次元ですが、渡されたのは 3 個です。

import torch


def channels_last(images):
    return images.permute(0, 2, 1)
