# status: failed
# problem: value
# mistake: single-step

import torch


def descend(w, X, y, lr, steps):
    g = 2 * X.T @ (X @ w - y) / len(y)
    for _ in range(steps):
        w = w - lr * g
    return w.clone()
