# status: failed
# problem: value
# mistake: product-for-power

import torch
def adam_step(w, grad, m, v, t, lr):
    m = 0.9 * m + 0.1 * grad
    v = 0.999 * v + 0.001 * grad ** 2
    mh = m / (1 - 0.9 * t)
    vh = v / (1 - 0.999 * t)
    return w - lr * mh / (vh.sqrt() + 1e-8), m, v
