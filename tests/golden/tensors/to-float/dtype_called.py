# status: error
# error: dtype-called
# en: `torch.float32` is the name of a dtype and converts nothing by itself. A dtype is given to a call, as in `torch.zeros(2, dtype=torch.int64)` or `x.to(torch.int64)`.
# ja: `torch.float32` は dtype の名前で、それだけでは何も変換しません。dtype は `torch.zeros(2, dtype=torch.int64)` や `x.to(torch.int64)` のように、呼び出しに渡して使います。

import torch


def to_float(values):
    return torch.float32(values)
