# status: error
# error: name-elsewhere
# en: `torch` has no `stop_gradient`. What you are looking for is probably `.detach`.
# ja: `torch` に `stop_gradient` はありません。探しているのは、おそらく `.detach` です。

import torch


def target(t):
    return torch.stop_gradient(t)
