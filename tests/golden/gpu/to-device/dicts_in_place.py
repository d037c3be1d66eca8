# status: failed
# problem: input-changed
# mistake: mutated-input
# en: Your function changed its input `batch`. Whoever called it still needs that value. Look for `+=`, `x[…] = …` or a method that ends in `_`, and make a new tensor instead.
# ja: 関数が入力の `batch` を書き換えました。呼び出した側は、まだその値を使います。`+=`、`x[…] = …`、名前が `_` で終わるメソッドを探して、新しいテンソルを作る書き方に変えてください。

import torch


def to_device(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        for key, value in batch.items():
            batch[key] = to_device(value, device)
        return batch
    if isinstance(batch, (list, tuple)):
        return type(batch)(to_device(each, device) for each in batch)
    return batch
