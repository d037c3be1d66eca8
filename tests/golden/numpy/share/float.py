# status: failed
# problem: dtype
# en: The result has dtype `float32`, but `float64` is asked for. Where does the dtype come from: the values you start with, or something that you say?
# ja: 結果の dtype が `float32` です。求められているのは `float64` です。dtype は元の値から決まりましたか、それとも自分で指定しましたか？

import torch


def share(array):
    return torch.from_numpy(array).float()
