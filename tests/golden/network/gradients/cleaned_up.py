# status: failed
# problem: value
# mistake: zeroed-what-you-return

import torch


def gradients(X, y, W1, b1, W2, b2):
    p = torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)
    torch.nn.functional.binary_cross_entropy(p, y).backward()
    result = [W1.grad, b1.grad, W2.grad, b2.grad]
    for g in result:
        g.zero_()
    return result
