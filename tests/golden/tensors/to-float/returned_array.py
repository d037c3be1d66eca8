# status: failed
# problem: type
# en: The type of the result is `numpy.ndarray`, but `torch.Tensor` is asked for. Which call turns one into the other?
# ja: 結果の型が `numpy.ndarray` です。演習で求められているのは `torch.Tensor` です。どう書けば変換できるでしょうか？

import torch
import numpy as np


def to_float(values):
    return np.array(values, dtype=np.float32)
