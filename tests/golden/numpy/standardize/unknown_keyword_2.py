# status: error
# error: keyword-meant
# en: `std` has no argument called `ddof`. Here it is called `correction`.
# ja: `std` に `ddof` という引数はありません。ここでは `correction` といいます。

import torch
def standardize(x):
    return (x - x.mean(dim=0)) / x.std(dim=0, ddof=0)
