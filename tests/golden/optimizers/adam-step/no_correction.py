# status: failed
# problem: value
# mistake: no-correction


def adam_step(w, grad, m, v, t, lr):
    m = 0.9 * m + 0.1 * grad
    v = 0.999 * v + 0.001 * grad**2
    return w - lr * m / (v.sqrt() + 1e-8), m, v
