# status: error
# error: layer-gone-through
# en: `torch.optim.SGD` wants the tensors that it may change, and was given the whole `Linear`. Its parameters are in `.parameters()`.
# ja: `torch.optim.SGD` に渡すのは、更新するテンソルの集まりです。ここでは `Linear` をそのまま渡しています。パラメータは `.parameters()` で取り出せます。

import torch
from torch import nn


def descend(w, X, y, lr, steps):
    model = nn.Linear(X.shape[1], 1)
    optimizer = torch.optim.SGD(model, lr=lr)
    return w
