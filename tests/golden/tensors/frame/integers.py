# status: failed
# problem: dtype
# mistake: other-dtype
# en: The result has dtype `int64`, but `float32` is asked for. Its numbers are right. Where does the dtype come from: the values you start with, or something that you say?
# ja: 結果の dtype が `int64` になっています。求められているのは `float32` です。数値は合っています。その dtype は、元の値から自動で決まったものですか？ それとも、自分で指定したものですか？

import torch


def frame(height, width):
    t = torch.ones(height, width, dtype=torch.int64)
    t[1:-1, 1:-1] = 0
    return t
