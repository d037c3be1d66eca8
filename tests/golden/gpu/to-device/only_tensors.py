# status: failed
# problem: device
# en: Item `[0]` of the result is on `cpu`, but it should be on `meta`. At which line should it move?
# ja: 結果の `[0]` が `cpu` にありますが、`meta` にあるはずです。どの行で移すとよいですか？

import torch


def to_device(batch, device):
    if torch.is_tensor(batch):
        return batch.to(device)
    return batch
