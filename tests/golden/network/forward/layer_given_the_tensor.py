# status: error
# error: layer-not-called
# en: `nn.ReLU(…)` only makes a layer; it computes nothing yet. The layer is then called with the tensors: `nn.ReLU(…)(x)`. Or use the function, which takes the tensors at once: `torch.relu`.
# ja: `nn.ReLU(…)` は層を作るだけで、まだ何も計算しません。できた層に `nn.ReLU(…)(x)` のようにテンソルを渡して呼び出します。テンソルをそのまま渡せる関数 `torch.relu` を使うこともできます。

import torch
from torch import nn


def forward(X, W1, b1, W2, b2):
    z = X @ W1 + b1
    return torch.sigmoid(nn.ReLU(z) @ W2 + b2)
