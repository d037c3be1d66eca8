# status: failed
# problem: shape
# mistake: loss-returned

import torch
def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    loss = torch.tensor(0.0)
    for step in range(steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            w.grad.zero_()
    return loss.detach()
