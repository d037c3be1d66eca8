# status: failed
# problem: type
# en: The result has a key `'device'` that is not asked for. Compare your keys with those that the exercise names, letter by letter.
# ja: 結果に、求められていないキー `'device'` があります。演習に書かれているキーと、1 文字ずつ比べてみてください。

import torch


def to_device(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {k: to_device(v, device) for k, v in batch.items()} | {"device": str(device)}
    if isinstance(batch, (list, tuple)):
        return type(batch)(to_device(v, device) for v in batch)
    return batch
