# status: failed
# problem: type
# en: The result has 2 items, but 4 are asked for. Compare what stands after `return` with the exercise.
# ja: 結果の数が 2 個ですが、求められているのは 4 個です。`return` の後を演習の説明と比べてみてください。

import torch


def gradients(X, y, W1, b1, W2, b2):
    p = torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)
    loss = torch.nn.functional.binary_cross_entropy(p, y)
    return torch.autograd.grad(loss, (W1, W2))
