# status: failed
# problem: value
# mistake: derivatives-added


def second_derivative(f, x):
    x = x.detach().clone().requires_grad_()
    f(x).sum().backward(create_graph=True)
    x.grad.sum().backward()
    return x.grad
