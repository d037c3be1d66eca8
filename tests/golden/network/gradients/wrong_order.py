# status: failed
# problem: shape
# en: Item `[0]` of the result has shape `(1,)`, but `(2, 2)` is asked for. Follow the shape through your code, one line at a time.
# ja: 結果の `[0]` の形状が `(1,)` です。求められているのは `(2, 2)` です。コードを 1 行ずつ、形状を追いながら読んでみましょう。

import torch


def gradients(X, y, W1, b1, W2, b2):
    p = torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)
    loss = torch.nn.functional.binary_cross_entropy(p, y)
    return torch.autograd.grad(loss, (b2, W2, b1, W1))
