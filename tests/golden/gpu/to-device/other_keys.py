# status: failed
# problem: type
# en: The result has no key `'x'`. Compare your keys with those that the exercise names, letter by letter.
# ja: 結果にキー `'x'` がありません。演習に書かれているキーと、1 文字ずつ比べてみてください。

import torch


def to_device(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {i: to_device(v, device) for i, v in enumerate(batch.values())}
    if isinstance(batch, (list, tuple)):
        return type(batch)(to_device(v, device) for v in batch)
    return batch
