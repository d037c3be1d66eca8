# status: failed
# problem: shape
# mistake: name-exchanged
# en: **Look here first:** your function never reads its argument `width`, so its result cannot depend on it.
# ja: **まず、ここから**：関数の中で引数 `width` を一度も使っていないので、結果が引数によって変わりません。

import torch


def frame(height, width):
    picture = torch.ones(height, height)
    picture[1:-1, 1:-1] = 0
    return picture
