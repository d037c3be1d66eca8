# status: passed

import torch


class Momentum:
    def __init__(self, w, lr, momentum):
        self.parameter = torch.nn.Parameter(w.clone())
        self.optimizer = torch.optim.SGD([self.parameter], lr=lr, momentum=momentum)

    @property
    def w(self):
        return self.parameter.detach()

    def step(self, grad):
        self.parameter.grad = grad.clone()
        self.optimizer.step()
