# status: failed
# problem: value
# en: The type is right, but the value is not. Compute this case by hand and compare.
# ja: 型は合っていますが、値が違います。この入力を手で計算して、比べてみましょう。

import torch


def forward(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    return torch.softmax(h @ W2 + b2, dim=1)
