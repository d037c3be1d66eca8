# status: error
# error: unknown-keyword
# en: `std` has no argument called `ddof`. Check the spelling; NumPy and torch also have different names for some (`ddof` is `correction` in torch).
# ja: `std` に `ddof` という引数はありません。つづりを確かめてください。NumPy と torch で名前が違う引数もあります（`ddof` は torch では `correction`）。

import torch
def standardize(x):
    return (x - x.mean(dim=0)) / x.std(dim=0, ddof=0)
