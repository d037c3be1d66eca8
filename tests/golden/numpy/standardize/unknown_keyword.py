# status: error
# error: keyword-meant
# en: `mean` has no argument called `axs`. Here it is called `axis`.
# ja: `mean` に `axs` という引数はありません。ここでは `axis` といいます。

import torch


def standardize(x):
    return (x - x.mean(axs=0)) / x.std(0, correction=0)
