# status: error
# error: index-out-of-range
# en: Index 3 is too far: dimension 0 has size 3, and counting starts at 0.
# ja: インデックス 3 は範囲の外です。次元 0 の大きさは 3 です。0 から数えるので、最後のインデックスは大きさ − 1 です。

import torch


def frame(height, width):
    t = torch.zeros(height, width)
    t[height] = 1
    return t
