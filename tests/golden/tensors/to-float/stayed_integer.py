# status: failed
# problem: dtype
# mistake: stayed-integer
# en: The result has dtype `int64`, but `float32` is asked for. Where does the dtype come from: the values you start with, or something that you say?
# ja: 結果の dtype が `int64` です。求められているのは `float32` です。dtype は元の値から決まりましたか、それとも自分で指定しましたか？

import torch


def to_float(values):
    return torch.tensor(values)
