import torch

from lessons.authoring import Cases, Rng, also, call, exercise, hidden, mistake, shown, then


@exercise(tolerance=(1e-3, 1e-3))
def fit_line(x, y):
    ones = torch.ones_like(x)
    solution = torch.linalg.lstsq(torch.stack([x, ones], 1), y[:, None]).solution
    return lambda new: new * solution[0] + solution[1]


def cases(rng: Rng) -> Cases:
    x = torch.tensor([0.0, 1.0, 2.0])
    yield shown(call(x, 2 * x + 1), then(torch.tensor([3.0])))
    for (size,) in rng.shapes(1, smallest=4):
        x = rng.normal(size)
        y = 3 * x + rng.normal(size)
        yield hidden(call(x, y), then(rng.normal(5)), then(rng.normal(3)), secret=rng.normal(5))


@also
def _(x, y):
    slope = ((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum()

    class Line:
        def __call__(self, new):
            return y.mean() + slope * (new - x.mean())

    return Line()


@mistake("through-zero")
def _(x, y):
    slope = (x * y).sum() / (x * x).sum()
    return lambda new: slope * new
