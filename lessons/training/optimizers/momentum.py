"""Gradient descent with momentum, as an object that remembers its velocity."""

import torch

from lessons.authoring import Cases, Rng, also, ask, do, exercise, hidden, made, mistake, shown


@exercise()
class Momentum:
    def __init__(self, w, lr, momentum):
        self.w = w.clone()
        self.lr = lr
        self.momentum = momentum
        self.velocity = torch.zeros_like(w)

    def step(self, grad):
        self.velocity = self.momentum * self.velocity + grad
        self.w = self.w - self.lr * self.velocity


def cases(rng: Rng) -> Cases:
    one = torch.tensor([1.0])
    yield shown(made(torch.tensor([5.0]), 0.1, 0.9), do("step", one), ask("w"))
    yield shown(made(torch.tensor([5.0]), 0.1, 0.9), do("step", one), do("step", one), ask("w"))
    for (size,) in rng.shapes(1, smallest=1, count=4):
        steps = [do("step", rng.normal(size)) for _ in range(4)]
        start = made(rng.normal(size), rng.real(0.05, 0.5), rng.real(0.3, 0.9))
        yield hidden(start, steps[0], ask("w"), *steps[1:], ask("w"))


@also
class _:
    def __init__(self, w, lr, momentum):
        self.parameter = torch.nn.Parameter(w.clone())
        self.optimizer = torch.optim.SGD([self.parameter], lr=lr, momentum=momentum)

    @property
    def w(self):
        return self.parameter.detach()

    def step(self, grad):
        self.parameter.grad = grad.clone()
        self.optimizer.step()


@also
class _:
    velocity = 0.0

    def __init__(self, w, lr, momentum):
        self.w, self.lr, self.momentum = w.clone(), lr, momentum

    def step(self, grad):
        self.velocity = self.momentum * self.velocity + self.lr * grad
        self.w -= self.velocity


@mistake("no-memory")
class _:
    def __init__(self, w, lr, momentum):
        self.w, self.lr, self.momentum = w.clone(), lr, momentum

    def step(self, grad):
        self.w = self.w - self.lr * grad


@mistake("one-velocity-late")
class _:
    def __init__(self, w, lr, momentum):
        self.w, self.lr, self.momentum = w.clone(), lr, momentum
        self.velocity = torch.zeros_like(w)

    def step(self, grad):
        self.w = self.w - self.lr * self.velocity
        self.velocity = self.momentum * self.velocity + grad


@mistake("averaged-velocity")
class _:
    def __init__(self, w, lr, momentum):
        self.w, self.lr, self.momentum = w.clone(), lr, momentum
        self.velocity = torch.zeros_like(w)

    def step(self, grad):
        self.velocity = self.momentum * self.velocity + (1 - self.momentum) * grad
        self.w = self.w - self.lr * self.velocity


@mistake("never-slows")
class _:
    def __init__(self, w, lr, momentum):
        self.w, self.lr, self.momentum = w.clone(), lr, momentum
        self.velocity = torch.zeros_like(w)

    def step(self, grad):
        self.velocity = self.velocity + grad
        self.w = self.w - self.lr * self.velocity


@mistake("uphill")
class _:
    def __init__(self, w, lr, momentum):
        self.w, self.lr, self.momentum = w.clone(), lr, momentum
        self.velocity = torch.zeros_like(w)

    def step(self, grad):
        self.velocity = self.momentum * self.velocity + grad
        self.w = self.w + self.lr * self.velocity


@mistake("rate-forgotten")
class _:
    def __init__(self, w, lr, momentum):
        self.w, self.momentum, self.velocity = w.clone(), momentum, torch.zeros_like(w)

    def step(self, grad):
        self.velocity = self.momentum * self.velocity + grad
        self.w = self.w - self.velocity


@mistake("never-stored")
class _:
    def __init__(self, w, lr, momentum):
        self.w = w.clone()

    def step(self, grad):
        return grad
