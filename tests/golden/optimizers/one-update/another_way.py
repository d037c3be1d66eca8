# status: passed
# remarks: loop-instead-of-broadcast

import torch


def one_update(model, X, y, lr):
    model.zero_grad()
    loss = ((model(X) - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.sub_(lr * parameter.grad)
        after = ((model(X) - y) ** 2).mean()
    return [loss.item(), after.item()]
