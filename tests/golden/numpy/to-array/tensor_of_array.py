# status: error
# error: name-elsewhere
# en: `numpy` has no `from_numpy`. What you are looking for is probably `torch.from_numpy`.
# ja: `numpy` に `from_numpy` はありません。探しているのは、おそらく `torch.from_numpy` です。

import numpy as np
import torch


def to_array(t):
    return np.from_numpy(t)
