# status: failed
# problem: value
# mistake: still-recording

from torch import nn


def epoch_loss(model, batches):
    total, count = 0.0, 0
    for X, y in batches:
        loss = nn.functional.mse_loss(model(X), y)
        total += loss.item() * len(X)
        count += len(X)
    return total / count
