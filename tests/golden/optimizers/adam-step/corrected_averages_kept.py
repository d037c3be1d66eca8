# status: failed
# problem: value
# mistake: corrected-averages-kept


def adam_step(w, grad, m, v, t, lr):
    m = (0.9 * m + 0.1 * grad) / (1 - 0.9**t)
    v = (0.999 * v + 0.001 * grad**2) / (1 - 0.999**t)
    return w - lr * m / (v.sqrt() + 1e-8), m, v
