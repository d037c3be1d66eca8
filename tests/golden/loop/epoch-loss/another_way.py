# status: passed

import torch


def epoch_loss(model, batches):
    with torch.no_grad():
        squares = [((model(X) - y) ** 2).flatten() for X, y in batches]
        return torch.cat(squares).mean().item()
