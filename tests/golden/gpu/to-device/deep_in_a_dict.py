# status: failed
# problem: device
# en: Item `['x']` of the result is on `cpu`, but it should be on `meta`. At which line should it move?
# ja: 結果の `['x']` が `cpu` にありますが、`meta` にあるはずです。どの行で移すとよいですか？

import torch


def to_device(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, list):
        return [to_device(each, device) for each in batch]
    if isinstance(batch, tuple):
        return tuple(to_device(each, device) for each in batch)
    return batch
