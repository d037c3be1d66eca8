# status: error
# error: only-of-tensors
# en: Tensors have `.to`, and this is a `tuple`. Which tensor do you mean, or where should one be made?
# ja: `.to` があるのはテンソルですが、これは `tuple` です。どのテンソルのことですか？ まだなければ、どこで作りますか？

import torch


def to_device(batch, device):
    return batch.to(device)
