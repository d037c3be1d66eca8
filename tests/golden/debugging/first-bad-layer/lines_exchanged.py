# status: failed
# problem: value
# mistake: lines-exchanged
# en: With every input, your results are those of a right way with two lines exchanged. Which has to run first?
# ja: どの入力でも、返ってきたのは、正しいコードの二行を入れ替えたときの結果です。先に動くはずなのはどちらの行でしょうか？

import torch


def first_bad_layer(layers, x):
    for number, layer in enumerate(layers):
        if not torch.isfinite(x).all():
            return number
        x = layer(x)
    return -1
