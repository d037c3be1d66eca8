# status: passed

import torch


def descend(w, X, y, lr, steps):
    n, k = X.shape
    A = torch.eye(k) - lr * 2 / n * X.T @ X
    c = lr * 2 / n * X.T @ y
    for _ in range(steps):
        w = A @ w + c
    return w.clone()
