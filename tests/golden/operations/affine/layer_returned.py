# status: failed
# problem: type
# mistake: layer-returned
# en: The result is a layer of type `Linear` and no tensor yet: `nn.Linear(…)` only makes the layer. The layer is then called: `nn.Linear(…)(x)`. Or use the function `torch.nn.functional.linear`.
# ja: 結果が、テンソルではなく `Linear` という層のままです。`nn.Linear(…)` は層を作るだけなので、できた層を `nn.Linear(…)(x)` のように呼び出します。関数 `torch.nn.functional.linear` を使うこともできます。

import torch
from torch import nn


def affine(x, w, b):
    return nn.Linear(x.shape[1], w.shape[1])
