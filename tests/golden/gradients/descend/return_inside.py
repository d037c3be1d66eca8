# status: failed
# problem: value
# mistake: single-step

import torch


def descend(w, X, y, lr, steps):
    w = w.clone()
    for _ in range(steps):
        w = w - lr * 2 * X.T @ (X @ w - y) / len(y)
        return w
    return w
