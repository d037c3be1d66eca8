# status: failed
# problem: value
# mistake: uphill

import torch


def descend(w, X, y, lr, steps):
    for _ in range(steps):
        w = w + lr * 2 * X.T @ (X @ w - y) / len(y)
    return w
