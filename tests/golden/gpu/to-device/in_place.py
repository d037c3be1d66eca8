# status: failed
# problem: input-changed
# mistake: mutated-input
# en: Your function changed its input `batch`. Whoever called it still needs that value. Look for `+=`, `x[…] = …` or a method that ends in `_`, and make a new tensor instead.
# ja: 関数が入力の `batch` を書き換えました。呼び出した側は、まだその値を使います。`+=`、`x[…] = …`、名前が `_` で終わるメソッドを探して、新しいテンソルを作る書き方に変えてください。

import torch


def to_device(batch, device):
    if torch.is_tensor(batch):
        return batch.to(device)
    if isinstance(batch, dict):
        for k in batch:
            batch[k] = to_device(batch[k], device)
    if isinstance(batch, list):
        for i in range(len(batch)):
            batch[i] = to_device(batch[i], device)
    if isinstance(batch, tuple):
        return tuple(to_device(v, device) for v in batch)
    return batch
