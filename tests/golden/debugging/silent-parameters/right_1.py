# status: passed


def silent_parameters(model, X, y):
    model.zero_grad()
    loss = ((model(X) - y) ** 2).mean()
    loss.backward()
    silent = []
    for name, parameter in model.named_parameters():
        gradient = parameter.grad
        if gradient is None or not gradient.any():
            silent.append(name)
    return silent
