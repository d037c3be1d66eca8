# status: error
# error: not-for-bool
# en: `argmax` cannot compare True and False. Make numbers of them first: `.int()` gives 1 and 0.
# ja: `argmax` は True と False を比べられません。先に数にしてください。`.int()` で 1 と 0 になります。

import torch
def first_hit(mask):
    return mask.argmax(dim=1)
