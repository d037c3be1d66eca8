# status: error
# error: leaf-view-in-place
# en: `w[i]` looks into a tensor that requires grad and that you made yourself (a leaf), and changing a part of it in place would confuse autograd. Make a new tensor; or, to update a parameter, do it under `with torch.no_grad():`.
# ja: `w[i]` は、`requires_grad=True` にした葉のテンソル（自分で作ったテンソル）の一部です。一部だけでもその場で書き換えると、自動微分が正しく働きません。新しいテンソルを作るか、パラメータの更新なら `with torch.no_grad():` の中で行ってください。

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        ((X @ w - y) ** 2).mean().backward()
        for i in range(len(w)):
            w[i] -= lr * w.grad[i]
        w.grad = None
    return w.detach()
