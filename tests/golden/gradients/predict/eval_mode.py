# status: failed
# problem: requires-grad
# mistake: graph-kept

import torch


def predict(X, W1, b1):
    model = lambda x: torch.sigmoid(torch.addmm(b1, x, W1))
    return model(X)
