# status: failed
# problem: value
# mistake: summed-instead

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = torch.nn.functional.mse_loss(X @ w, y, reduction="sum")
        (g,) = torch.autograd.grad(loss, w)
        w = (w - lr * g).detach().requires_grad_()
    return w.detach()
