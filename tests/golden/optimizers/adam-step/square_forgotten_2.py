# status: failed
# problem: value
# mistake: square-forgotten


def adam_step(w, grad, m, v, t, lr):
    m = 0.9 * m + 0.1 * grad
    v = 0.999 * v + 0.001 * grad
    return w - lr * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)).sqrt() + 1e-8), m, v
