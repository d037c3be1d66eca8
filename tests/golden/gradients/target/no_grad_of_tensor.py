# status: error
# error: name-elsewhere
# en: `Tensor` has no `no_grad`. What you are looking for is probably `torch.no_grad`.
# ja: `Tensor` に `no_grad` はありません。探しているのは、おそらく `torch.no_grad` です。

import torch


def target(t):
    return t.no_grad()
