# status: failed
# problem: dtype
# en: The result has dtype `float64`, but `float32` is asked for. Where does the dtype come from: the values you start with, or something that you say?
# ja: 結果の dtype が `float64` です。求められているのは `float32` です。dtype は元の値から決まりましたか、それとも自分で指定しましたか？

import torch
import numpy as np


def to_array(t):
    return np.array(t.tolist(), dtype=np.float64)
