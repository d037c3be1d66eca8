# status: failed
# problem: value
# mistake: rate-forgotten

import torch


def descend(w, X, y, lr, steps):
    for _ in range(steps):
        w = w - 2 * X.T @ (X @ w - y) / len(y)
    return w.clone()
