# status: error
# error: numpy-function-of-tensor
# en: `np.mean` is NumPy's, and this is a tensor. torch has its own: `torch.mean` (what NumPy calls `axis` is called `dim` there). Then gradients can flow through it, too.
# ja: `np.mean` は NumPy の関数ですが、渡しているのはテンソルです。torch には `torch.mean` があります（NumPy の `axis` は、torch では `dim` です）。こうすると、勾配も流れます。

import numpy as np
import torch


def standardize(x):
    return (x - np.mean(x, axis=0)) / np.std(x, axis=0)
