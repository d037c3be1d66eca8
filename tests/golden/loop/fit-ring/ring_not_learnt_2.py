# status: failed
# problem: value
# mistake: ring-not-learnt

from torch import nn


def fit_ring(X, y):
    model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1))
    return lambda new: (model(new).squeeze(1) > 0).long()
