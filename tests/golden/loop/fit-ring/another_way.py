# status: passed

import torch


def fit_ring(X, y):
    nearest = 5

    def predict(new):
        order = torch.cdist(new, X).argsort(dim=1)[:, :nearest]
        return (y[order].mean(dim=1) > 0.5).long()

    return predict
