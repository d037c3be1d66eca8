# status: passed

import torch
from torch import nn


def fit_ring(X, y):
    class Ring(nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = nn.Linear(4, 1)

        def forward(self, x):
            return self.layer(torch.cat([x, x**2], dim=1))

    model = Ring()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    for _ in range(300):
        optimizer.zero_grad()
        nn.functional.binary_cross_entropy_with_logits(model(X)[:, 0], y).backward()
        optimizer.step()
    return lambda new: torch.where(model(new.clone())[:, 0] > 0, 1, 0)
