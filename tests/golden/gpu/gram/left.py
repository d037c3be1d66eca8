# status: failed
# problem: device
# mistake: left-on-device
# en: The result is on `meta`, but it should be on `cpu`. At which line should it move?
# ja: 結果が `meta` にありますが、`cpu` にあるはずです。どの行で移すとよいですか？

import torch


def gram(x, device):
    x = x.to(device)
    return x @ x.T
