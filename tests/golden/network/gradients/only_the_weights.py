# status: failed
# problem: type
# en: The length of the result is 2, but 4 is asked for. Compare what stands after `return` with the exercise.
# ja: 結果の数が 2 個ですが、求められているのは 4 個です。`return` の後を演習の説明と比べてみてください。

import torch


def gradients(X, y, W1, b1, W2, b2):
    p = torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)
    loss = torch.nn.functional.binary_cross_entropy(p, y)
    return torch.autograd.grad(loss, (W1, W2))
