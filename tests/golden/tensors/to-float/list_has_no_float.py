# status: error
# error: missing-attribute
# en: A `list` has no `float`. Is it the type you expect at this line? `print(type(…))` tells.
# ja: `list` に `float` はありません。この行の値は、思ったとおりの型ですか？ `print(type(…))` で確かめられます。

import torch


def to_float(values):
    return values.float()
