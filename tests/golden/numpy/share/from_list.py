# status: error
# error: from-numpy
# en: `from_numpy` takes a NumPy array and was given a `list`. For lists and numbers there is `torch.tensor`.
# ja: `from_numpy` には NumPy の配列を渡しますが、`list` が渡されました。リストや数なら `torch.tensor` を使います。

import torch


def share(array):
    return torch.from_numpy(array.tolist())
