# status: error
# error: keyword-meant
# en: `arange` has no argument called `steps`. Here it is called `step`.
# ja: `arange` に `steps` という引数はありません。ここでは `step` といいます。

import torch
def evens(stop):
    return torch.arange(0, end=stop, steps=2)
