# status: passed


def adam_step(w, grad, m, v, t, lr):
    m = m + (grad - m) * 0.1
    v = v + (grad.square() - v) * 0.001
    scale = lr * (1 - 0.999**t) ** 0.5 / (1 - 0.9**t)
    return w - scale * m / (v.sqrt() + 1e-8), m, v
