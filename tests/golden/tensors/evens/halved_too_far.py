# status: error
# error: fraction-as-size
# en: `range` takes whole numbers, and `stop / 2` is a float: `/` always gives one, even `6 / 2`. `//` divides to an integer.
# ja: `range` に渡すのは整数ですが、`stop / 2` は float です。`/` の結果は、`6 / 2` でもいつも float になります。`//` で割ると整数になります。

import torch


def evens(stop):
    return torch.tensor([2 * n for n in range(stop / 2)])
