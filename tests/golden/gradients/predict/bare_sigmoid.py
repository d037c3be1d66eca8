# status: error
# error: unknown-name
# en: Python knows no `sigmoid` here. Did you mean `torch.sigmoid`?
# ja: ここでは `sigmoid` という名前が見つかりません。`torch.sigmoid` のことでしょうか？

import torch


def predict(X, W1, b1):
    with torch.no_grad():
        return sigmoid(X @ W1 + b1)
