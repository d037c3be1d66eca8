# status: error
# error: only-of-tensors
# en: Tensors have `.detach`, and this is a `numpy.ndarray`. Which tensor do you mean, or where should one be made?
# ja: `.detach` があるのはテンソルですが、これは `numpy.ndarray` です。どのテンソルのことですか？ まだなければ、どこで作りますか？

import torch


def share(array):
    return torch.from_numpy(array.detach())
