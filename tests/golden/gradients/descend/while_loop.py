# status: failed
# problem: value
# mistake: one-step-too-many

import torch


def descend(w, X, y, lr, steps):
    w = w.clone()
    step = 0
    while step <= steps:
        w = w - lr * 2 * X.T @ (X @ w - y) / len(y)
        step += 1
    return w
