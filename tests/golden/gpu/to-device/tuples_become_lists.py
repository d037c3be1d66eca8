# status: failed
# problem: type
# en: The result is a `list`, but a `tuple` is asked for. Which call turns one into the other?
# ja: 結果の型が `list` です。演習で求められているのは `tuple` です。どの呼び出しで変換できますか？

import torch


def to_device(batch, device):
    if torch.is_tensor(batch):
        return batch.to(device)
    if isinstance(batch, dict):
        return {k: to_device(v, device) for k, v in batch.items()}
    if isinstance(batch, (list, tuple)):
        return [to_device(v, device) for v in batch]
    return batch
