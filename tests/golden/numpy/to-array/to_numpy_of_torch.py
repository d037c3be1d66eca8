# status: error
# error: name-elsewhere
# en: `torch` has no `to_numpy`. What you are looking for is probably `.numpy`.
# ja: `torch` に `to_numpy` はありません。探しているのは、おそらく `.numpy` です。

import torch


def to_array(t):
    return torch.to_numpy(t)
