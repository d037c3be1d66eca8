# status: error
# error: unknown-keyword
# en: `mean` has no argument called `axs`. Check the spelling; NumPy and torch also have different names for some (`ddof` is `correction` in torch).
# ja: `mean` に `axs` という引数はありません。つづりを確かめてください。NumPy と torch で名前が違う引数もあります（`ddof` は torch では `correction`）。

import torch


def standardize(x):
    return (x - x.mean(axs=0)) / x.std(0, correction=0)
