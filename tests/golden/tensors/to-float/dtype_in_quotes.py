# status: error
# error: dtype-wanted
# en: `dtype=` wants one of torch's dtypes and was given a `str`. Write it with `torch.` in front and without quotes, such as `torch.float32`.
# ja: `dtype=` に渡すのは torch の dtype ですが、`str` が渡されました。引用符なしで、`torch.float32` のように `torch.` を付けて書いてください。

import torch


def to_float(values):
    return torch.tensor(values, dtype="float32")
