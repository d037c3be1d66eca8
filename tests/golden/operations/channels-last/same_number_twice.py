# status: error
# error: permute-twice
# en: `permute` was given the same dimension twice. Name every dimension exactly once.
# ja: `permute` に同じ次元が 2 回渡されています。すべての次元を 1 回ずつ書いてください。

import torch


def channels_last(images):
    return images.permute(0, 2, 2, 1)
