# status: failed
# problem: value
# mistake: never-stored

import torch
class Momentum:
    def __init__(self, w, lr, momentum):
        self.w = w.clone()
        self.lr, self.momentum = lr, momentum
        self.v = torch.zeros_like(w)
    def step(self, grad):
        v = self.momentum * self.v + grad
        w = self.w - self.lr * v
        return w
