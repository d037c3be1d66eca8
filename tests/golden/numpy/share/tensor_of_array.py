# status: error
# error: name-elsewhere
# en: `numpy.ndarray` has no `tensor`. What you are looking for is probably `torch.tensor`.
# ja: `numpy.ndarray` に `tensor` はありません。探しているのは、おそらく `torch.tensor` です。

import torch


def share(array):
    return array.tensor()
