# status: passed


class Momentum:
    velocity = 0.0

    def __init__(self, w, lr, momentum):
        self.w, self.lr, self.momentum = w.clone(), lr, momentum

    def step(self, grad):
        self.velocity = self.momentum * self.velocity + self.lr * grad
        self.w -= self.velocity
