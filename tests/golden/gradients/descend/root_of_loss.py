# status: failed
# problem: value
# mistake: root-of-loss

import torch
def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for step in range(steps):
        loss = ((X @ w - y) ** 2).mean().sqrt()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            w.grad.zero_()
    return w.detach()
