# status: failed
# problem: value
# mistake: decimals-rounded
# en: Your numbers are the right ones, rounded to 2 decimal places. Does the exercise ask for that? Which step rounds?
# ja: 返ってきたのは、正しい数を小数第 2 位までに丸めたものです。演習はそれを求めていますか？ どこで丸められていますか？

import torch
from torch import nn


def fit_epochs(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        loss = nn.functional.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(round(loss.item(), 2))
    return losses
