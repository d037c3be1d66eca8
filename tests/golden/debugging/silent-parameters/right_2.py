# status: passed
# remarks: item-in-loop


def silent_parameters(model, X, y):
    ((model(X) - y) ** 2).sum().backward()
    sizes = {
        name: 0.0 if p.grad is None else p.grad.abs().sum().item()
        for name, p in model.named_parameters()
    }
    return [name for name, size in sizes.items() if size == 0]
