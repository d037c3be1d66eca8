# status: error
# error: dict-unpacked
# en: A loop over a dict gives only its keys. For keys and values together, write `for key, value in batch.items():`
# ja: 辞書をそのままループで回すと、キーだけが出てきます。キーと値を一緒に取り出すときは、`for key, value in batch.items():` と書きます。

import torch


def to_device(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {k: to_device(v, device) for k, v in batch}
    if isinstance(batch, (list, tuple)):
        return type(batch)(to_device(each, device) for each in batch)
    return batch
