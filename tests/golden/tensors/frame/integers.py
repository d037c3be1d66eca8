# status: failed
# problem: dtype
# en: The result has dtype `int64`, but `float32` is asked for. Where does the dtype come from: the values you start with, or something that you say?
# ja: 結果の dtype が `int64` です。求められているのは `float32` です。その dtype は、元の値から自動で決まったものですか、自分で指定したものですか？

import torch


def frame(height, width):
    t = torch.ones(height, width, dtype=torch.int64)
    t[1:-1, 1:-1] = 0
    return t
