# status: passed

import torch


def gradients(X, y, W1, b1, W2, b2):
    def loss(*weights):
        W1, b1, W2, b2 = weights
        scores = torch.relu(X @ W1 + b1) @ W2 + b2
        return torch.nn.functional.softplus(scores * (1 - 2 * y)).mean()

    return torch.func.grad(loss, argnums=(0, 1, 2, 3))(W1, b1, W2, b2)
