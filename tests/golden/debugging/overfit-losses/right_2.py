# status: passed

import torch


def overfit_losses(model, X, y, lr, steps):
    parameters = list(model.parameters())
    losses = []
    for _ in range(steps):
        logits = model(X)
        loss = (logits.logsumexp(1) - logits[torch.arange(len(y)), y]).mean()
        gradients = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            for parameter, gradient in zip(parameters, gradients):
                parameter.sub_(lr * gradient)
        losses.append(loss.item())
    return losses
