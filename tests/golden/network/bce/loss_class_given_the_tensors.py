# status: error
# error: layer-not-called
# en: `nn.BCELoss(…)` only makes a layer; it computes nothing yet. The layer is then called with the tensors: `nn.BCELoss(…)(x)`. Or use the function, which takes the tensors at once: `torch.nn.functional.binary_cross_entropy`.
# ja: `nn.BCELoss(…)` は層を作るだけで、まだ何も計算しません。できた層に `nn.BCELoss(…)(x)` のようにテンソルを渡して呼び出します。テンソルをそのまま渡せる関数 `torch.nn.functional.binary_cross_entropy` を使うこともできます。

import torch
from torch import nn


def bce(p, y):
    return nn.BCELoss(p, y)
