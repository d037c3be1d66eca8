# status: failed
# problem: value
# mistake: two-forgotten

import torch


def descend(w, X, y, lr, steps):
    n = len(y)
    w = w.clone()
    for _ in range(steps):
        error = X @ w - y
        w -= lr * (X.T @ error) / n
    return w
