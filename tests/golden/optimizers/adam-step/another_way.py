# status: passed

import torch


def adam_step(w, grad, m, v, t, lr):
    m = m.lerp(grad, 0.1)
    v = 0.999 * v + 0.001 * grad * grad
    step = lr * (m / (1 - 0.9**t)) / (torch.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return [w - step, m, v]
