# status: failed
# problem: value
# mistake: no-memory


class Momentum:
    def __init__(self, w, lr, momentum):
        self.w, self.lr, self.momentum = w.clone(), lr, momentum

    def step(self, grad):
        self.w = self.w - self.lr * grad
