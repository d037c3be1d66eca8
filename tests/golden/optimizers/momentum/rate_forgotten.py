# status: failed
# problem: value
# mistake: rate-forgotten

import torch
class Momentum:
    def __init__(self, w, lr, momentum):
        self.w = w.clone()
        self.lr, self.momentum = lr, momentum
        self.v = torch.zeros_like(w)
    def step(self, grad):
        self.v = self.momentum * self.v + grad
        self.w = self.w - self.v
