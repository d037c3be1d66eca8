# status: failed
# problem: value
# mistake: averages-swapped


def adam_step(w, grad, m, v, t, lr):
    m = 0.1 * m + 0.9 * grad
    v = 0.001 * v + 0.999 * grad**2
    return w - lr * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)).sqrt() + 1e-8), m, v
