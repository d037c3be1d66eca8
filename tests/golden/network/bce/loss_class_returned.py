# status: failed
# problem: type
# mistake: layer-returned
# en: The result is a layer of type `BCELoss` and no tensor yet: `nn.BCELoss(…)` only makes the layer. The layer is then called: `nn.BCELoss(…)(x)`. Or use the function `torch.nn.functional.binary_cross_entropy`.
# ja: 結果が、テンソルではなく `BCELoss` という層のままです。`nn.BCELoss(…)` は層を作るだけなので、できた層を `nn.BCELoss(…)(x)` のように呼び出します。関数 `torch.nn.functional.binary_cross_entropy` を使うこともできます。

import torch
from torch import nn


def bce(p, y):
    return nn.BCELoss()
