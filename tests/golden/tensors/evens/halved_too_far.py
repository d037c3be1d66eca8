# status: error
# error: float-as-index
# en: A position must be an integer, and this is a float. `//` divides to an integer; `int(…)` or `.long()` makes one.
# ja: 位置は整数でなければなりませんが、小数が渡されました。`//` で割ると整数になります。`int(…)` や `.long()` でも変換できます。

import torch


def evens(stop):
    return torch.tensor([2 * n for n in range(stop / 2)])
