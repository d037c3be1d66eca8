# status: failed
# problem: type
# en: The type of the result is `list`, but `tuple` is asked for. A tuple is written with round brackets, and `tuple(…)` makes one of a list.
# ja: 結果の型が `list` です。演習で求められているのは `tuple` です。tuple は丸かっこ `(…)` で書きます。リストからは `tuple(…)` で作れます。

import torch


def to_device(batch, device):
    if torch.is_tensor(batch):
        return batch.to(device)
    if isinstance(batch, dict):
        return {k: to_device(v, device) for k, v in batch.items()}
    if isinstance(batch, (list, tuple)):
        return [to_device(v, device) for v in batch]
    return batch
