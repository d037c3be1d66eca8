# status: failed
# problem: value
# mistake: averaged-velocity

import torch


class Momentum:
    def __init__(self, w, lr, momentum):
        self.w, self.lr, self.momentum = w.clone(), lr, momentum
        self.velocity = torch.zeros_like(w)

    def step(self, grad):
        self.velocity = self.momentum * self.velocity + (1 - self.momentum) * grad
        self.w = self.w - self.lr * self.velocity
