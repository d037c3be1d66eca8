# status: error
# error: name-elsewhere
# en: `torch` has no `is_available`. What you are looking for is probably `torch.cuda.is_available`.
# ja: `torch` に `is_available` はありません。探しているのは、おそらく `torch.cuda.is_available` です。

import torch


def pick_device():
    return torch.device("cuda" if torch.is_available() else "cpu")
