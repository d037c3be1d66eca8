# status: failed
# problem: dtype
# mistake: not-whole-numbers
# en: Whole numbers are asked for, and yours have decimal places, so another dtype alone would not make them right. Are these values, scores or shares, where labels, positions or counts are asked for?
# ja: 求められているのは整数ですが、返ってきた数には小数点以下があります。dtype を変えるだけでは正しくなりません。ラベル、位置、個数のはずのところに、値、スコア、割合を返していませんか？

import torch
from torch import nn


def fit_ring(X, y):
    model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(200):
        loss = nn.functional.binary_cross_entropy_with_logits(model(X).squeeze(1), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
