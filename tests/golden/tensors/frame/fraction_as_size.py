# status: error
# error: fraction-as-size
# en: `torch.ones` takes whole numbers, and `height / 1` is a float: `/` always gives one, even `6 / 2`. `//` divides to an integer.
# ja: `torch.ones` に渡すのは整数ですが、`height / 1` は float です。`/` の結果は、`6 / 2` でもいつも float になります。`//` で割ると整数になります。

import torch


def frame(height, width):
    picture = torch.ones(height / 1, width)
    picture[1:-1, 1:-1] = 0
    return picture
