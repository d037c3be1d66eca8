# status: error
# error: unknown-keyword
# en: `arange` has no argument called `steps`. Check the spelling; NumPy and torch also have different names for some (`ddof` is `correction` in torch).
# ja: `arange` に `steps` という引数はありません。つづりを確かめてください。NumPy と torch で名前が違う引数もあります（`ddof` は torch では `correction`）。

import torch
def evens(stop):
    return torch.arange(0, end=stop, steps=2)
