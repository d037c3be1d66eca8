# status: failed
# problem: type
# mistake: layer-returned
# en: The result is a layer of type `Softmax` and no tensor yet: `nn.Softmax(…)` only makes the layer. The layer is then called: `nn.Softmax(…)(x)`. Or use the function `torch.softmax`.
# ja: 結果が、テンソルではなく `Softmax` という層のままです。`nn.Softmax(…)` は層を作るだけなので、できた層を `nn.Softmax(…)(x)` のように呼び出します。関数 `torch.softmax` を使うこともできます。

import torch
from torch import nn


def forward(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    return nn.Softmax(h @ W2 + b2)
