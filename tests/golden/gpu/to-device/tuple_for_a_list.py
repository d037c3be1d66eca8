# status: failed
# problem: type
# en: The type of the result is `tuple`, but `list` is asked for. A list is written with square brackets, and `list(…)` makes one of a tuple.
# ja: 結果の型が `tuple` です。演習で求められているのは `list` です。リストは角かっこ `[…]` で書きます。tuple からは `list(…)` で作れます。

import torch


def to_device(batch, device):
    if isinstance(batch, (list, tuple)):
        return tuple(to_device(each, device) for each in batch)
    if isinstance(batch, dict):
        return {k: to_device(v, device) for k, v in batch.items()}
    return batch.to(device) if isinstance(batch, torch.Tensor) else batch
