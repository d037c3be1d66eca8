# status: failed
# problem: value
# mistake: rates-exchanged


def adam_step(w, grad, m, v, t, lr):
    m = 0.999 * m + 0.001 * grad
    v = 0.9 * v + 0.1 * grad**2
    m_hat = m / (1 - 0.999**t)
    v_hat = v / (1 - 0.9**t)
    return w - lr * m_hat / (v_hat.sqrt() + 1e-8), m, v
