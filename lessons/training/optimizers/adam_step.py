"""One step of Adam (Kingma and Ba, 2015, algorithm 1)."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(forbids=("Adam", "AdamW"))
def adam_step(w, grad, m, v, t, lr):
    m = 0.9 * m + 0.1 * grad
    v = 0.999 * v + 0.001 * grad**2
    m_hat = m / (1 - 0.9**t)
    v_hat = v / (1 - 0.999**t)
    return w - lr * m_hat / (v_hat.sqrt() + 1e-8), m, v


def cases(rng: Rng) -> Cases:
    zero = torch.zeros(2)
    yield shown(torch.tensor([1.0, 1.0]), torch.tensor([4.0, -0.5]), zero, zero, 1, 0.1)
    yield shown(
        torch.tensor([1.0, 2.0]),
        torch.tensor([2.0, 1.0]),
        torch.tensor([0.5, -0.2]),
        torch.tensor([0.04, 0.01]),
        3,
        0.1,
    )
    for (size,) in rng.shapes(1, smallest=1, count=4):
        v = rng.uniform(size, low=0.01, high=0.1)
        w, grad, m = rng.normal(size), rng.normal(size), rng.normal(size)
        yield hidden(w, grad, m, v, rng.integer(2, 30), rng.real(0.01, 0.1))


@also
def _(w, grad, m, v, t, lr):
    m = m.lerp(grad, 0.1)
    v = 0.999 * v + 0.001 * grad * grad
    step = lr * (m / (1 - 0.9**t)) / (torch.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return [w - step, m, v]


@also
def _(w, grad, m, v, t, lr):
    m = m + (grad - m) * 0.1
    v = v + (grad.square() - v) * 0.001
    scale = lr * (1 - 0.999**t) ** 0.5 / (1 - 0.9**t)
    return w - scale * m / (v.sqrt() + 1e-8), m, v


@mistake("no-correction")
def _(w, grad, m, v, t, lr):
    m = 0.9 * m + 0.1 * grad
    v = 0.999 * v + 0.001 * grad**2
    return w - lr * m / (v.sqrt() + 1e-8), m, v


@mistake("root-forgotten")
def _(w, grad, m, v, t, lr):
    m = 0.9 * m + 0.1 * grad
    v = 0.999 * v + 0.001 * grad**2
    return w - lr * (m / (1 - 0.9**t)) / (v / (1 - 0.999**t) + 1e-8), m, v


@mistake("square-forgotten")
def _(w, grad, m, v, t, lr):
    m = 0.9 * m + 0.1 * grad
    v = 0.999 * v + 0.001 * grad
    return w - lr * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)).abs().sqrt() + 1e-8), m, v


@mistake("square-forgotten")
def _(w, grad, m, v, t, lr):
    m = 0.9 * m + 0.1 * grad
    v = 0.999 * v + 0.001 * grad
    return w - lr * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)).sqrt() + 1e-8), m, v


@mistake("gradient-instead-of-average")
def _(w, grad, m, v, t, lr):
    m = 0.9 * m + 0.1 * grad
    v = 0.999 * v + 0.001 * grad**2
    return w - lr * grad / ((v / (1 - 0.999**t)).sqrt() + 1e-8), m, v


@mistake("corrected-averages-kept")
def _(w, grad, m, v, t, lr):
    m = (0.9 * m + 0.1 * grad) / (1 - 0.9**t)
    v = (0.999 * v + 0.001 * grad**2) / (1 - 0.999**t)
    return w - lr * m / (v.sqrt() + 1e-8), m, v


@mistake("averages-swapped")
def _(w, grad, m, v, t, lr):
    m = 0.1 * m + 0.9 * grad
    v = 0.001 * v + 0.999 * grad**2
    return w - lr * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)).sqrt() + 1e-8), m, v


@mistake("rates-exchanged")
def _(w, grad, m, v, t, lr):
    m = 0.999 * m + 0.001 * grad
    v = 0.9 * v + 0.1 * grad**2
    return w - lr * (m / (1 - 0.999**t)) / ((v / (1 - 0.9**t)).sqrt() + 1e-8), m, v


@mistake("rates-exchanged")
def _(w, grad, m, v, t, lr):
    m = 0.999 * m + 0.001 * grad
    v = 0.9 * v + 0.1 * grad**2
    return w - lr * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)).sqrt() + 1e-8), m, v


@mistake("corrections-exchanged")
def _(w, grad, m, v, t, lr):
    m = 0.9 * m + 0.1 * grad
    v = 0.999 * v + 0.001 * grad**2
    return w - lr * (m / (1 - 0.999**t)) / ((v / (1 - 0.9**t)).sqrt() + 1e-8), m, v


@mistake("product-for-power")
def _(w, grad, m, v, t, lr):
    m = 0.9 * m + 0.1 * grad
    v = 0.999 * v + 0.001 * grad**2
    m_hat = m / (1 - 0.9 * t)
    v_hat = v / (1 - 0.999 * t)
    return w - lr * m_hat / (v_hat.sqrt() + 1e-8), m, v


@mistake("uphill")
def _(w, grad, m, v, t, lr):
    m = 0.9 * m + 0.1 * grad
    v = 0.999 * v + 0.001 * grad**2
    m_hat = m / (1 - 0.9**t)
    v_hat = v / (1 - 0.999**t)
    return w + lr * m_hat / (v_hat.sqrt() + 1e-8), m, v


@mistake("old-averages-returned")
def _(w, grad, m, v, t, lr):
    m_hat = (0.9 * m + 0.1 * grad) / (1 - 0.9**t)
    v_hat = (0.999 * v + 0.001 * grad**2) / (1 - 0.999**t)
    return w - lr * m_hat / (v_hat.sqrt() + 1e-8), m, v
