# status: failed
# problem: value
# mistake: old-averages-returned

import torch
def adam_step(w, grad, m, v, t, lr):
    m1 = 0.9 * m + 0.1 * grad
    v1 = 0.999 * v + 0.001 * grad ** 2
    mh = m1 / (1 - 0.9 ** t)
    vh = v1 / (1 - 0.999 ** t)
    return w - lr * mh / (vh.sqrt() + 1e-8), m, v
