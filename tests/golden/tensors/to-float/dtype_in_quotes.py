# status: error
# error: dtype-wanted
# en: One of torch's dtypes is wanted here, and a `str` was given. Write it with `torch.` in front and without quotes, such as `torch.float32`.
# ja: ここで渡すのは torch の dtype ですが、`str` が渡されました。引用符なしで、`torch.float32` のように `torch.` を付けて書いてください。

import torch


def to_float(values):
    return torch.tensor(values, dtype="float32")
