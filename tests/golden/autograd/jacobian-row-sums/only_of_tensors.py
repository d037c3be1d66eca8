# status: error
# error: backward-of-number
# en: `s` is a plain `float`, which remembers nothing of how it was computed. Either no tensor went into it (`torch.tensor(…, requires_grad=True)` makes one), or `.item()` or `float(…)` has made a number of it too early.
# ja: `s` はただの `float` で、どう計算されたかを覚えていません。計算にテンソルが入っていないか（`torch.tensor(…, requires_grad=True)` で作れます）、`.item()` や `float(…)` で早く数にしすぎたかのどちらかです。

import torch
def grad_of_sum(x):
    x = x.clone().requires_grad_()
    s = 0
    for v in x:
        s += v.item() ** 3
    s.backward()
    return x.grad
