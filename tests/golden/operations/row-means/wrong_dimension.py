# status: error
# error: dimension-out-of-range
# en: There is no dimension 2 in `x`, whose shape is (2, 2). Dimensions here go from -2 to 1, and counting starts at 0.
# ja: `x` の形状は (2, 2) なので、次元 2 はありません。使えるのは -2 から 1 までで、0 から数えます。

import torch


def row_means(x):
    return x.mean(dim=2)
