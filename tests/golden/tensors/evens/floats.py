# status: failed
# problem: dtype
# en: The result has dtype `float32`, but `int64` is asked for. Where does the dtype come from: the values you start with, or something that you say?
# ja: 結果の dtype が `float32` です。求められているのは `int64` です。dtype は元の値から決まりましたか、それとも自分で指定しましたか？

import torch


def evens(stop):
    return torch.arange(0.0, stop, 2)
