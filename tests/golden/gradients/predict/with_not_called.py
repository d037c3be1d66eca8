# status: error
# error: with-not-called
# en: What stands behind `with` was not called. Add its brackets: `with torch.no_grad():`
# ja: `with` のあとが呼び出しになっていません。`with torch.no_grad():` のように、かっこを付けてください。

import torch


def predict(X, W1, b1):
    with torch.no_grad:
        return torch.sigmoid(X @ W1 + b1)
