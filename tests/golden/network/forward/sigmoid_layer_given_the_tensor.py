# status: error
# error: layer-not-called
# en: `nn.Sigmoid(…)` only makes a layer; it computes nothing yet. The layer is then called with the tensors: `nn.Sigmoid(…)(x)`. Or use the function, which takes the tensors at once: `torch.sigmoid`.
# ja: `nn.Sigmoid(…)` は層を作るだけで、まだ何も計算しません。できた層に `nn.Sigmoid(…)(x)` のようにテンソルを渡して呼び出します。テンソルをそのまま渡せる関数 `torch.sigmoid` を使うこともできます。

import torch
from torch import nn


def forward(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    return nn.Sigmoid(h @ W2 + b2)
