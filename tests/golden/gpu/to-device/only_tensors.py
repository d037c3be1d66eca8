# status: failed
# problem: device
# en: The result is on `cpu`, but it should be on `meta`. At which line should it move?
# ja: 結果が `cpu` にありますが、`meta` にあるはずです。どの行で移すとよいですか？

import torch


def to_device(batch, device):
    if torch.is_tensor(batch):
        return batch.to(device)
    return batch
