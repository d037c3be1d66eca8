# status: error
# error: none-called
# en: `mean` is `None`, so it cannot be called. Which line puts `None` under that name? Give that value another name.
# ja: `mean` は `None` なので、呼び出せません。その名前に `None` を入れている行はどこですか？ その値には別の名前を付けましょう。

import torch


def row_means(x):
    mean = None
    return mean(x)
