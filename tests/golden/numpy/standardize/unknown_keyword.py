# status: error
# error: argument-choice
# en: `mean` cannot be called with (axs=int). Check the names and the order of its arguments.
# ja: `mean` は (axs=int) では呼べません。引数の名前と順番を確かめてください。

import torch


def standardize(x):
    return (x - x.mean(axs=0)) / x.std(0, correction=0)
