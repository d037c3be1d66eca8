# status: error
# error: missing-attribute
# en: A `tuple` has no `to`. Is it the type you expect at this line? `print(type(…))` tells.
# ja: `tuple` に `to` はありません。この行の値は、思ったとおりの型ですか？ `print(type(…))` で確かめられます。

import torch


def to_device(batch, device):
    return batch.to(device)
