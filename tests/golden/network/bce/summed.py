# status: failed
# problem: value
# mistake: summed-instead
# en: The type is right, but the value is not. Compute this case by hand and compare.
# ja: 型は合っていますが、値が違います。この入力を手で計算して、比べてみましょう。

import torch


def bce(p, y):
    return -(y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - p + 1e-7)).sum()
