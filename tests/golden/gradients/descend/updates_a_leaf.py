# status: error
# error: leaf-in-place
# en: `w` is a leaf that requires grad, and changing it in place would confuse autograd. Make a new tensor; or, to update a parameter, do it under `with torch.no_grad():`.
# ja: `w` は `requires_grad=True` の葉なので、そのまま書き換えると自動微分が正しく計算できません。新しいテンソルを作ってください。パラメータを更新するなら、`with torch.no_grad():` の中で行います。

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        ((X @ w - y) ** 2).mean().backward()
        w -= lr * w.grad
        w.grad.zero_()
    return w.detach()
