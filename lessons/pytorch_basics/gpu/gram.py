"""A matrix product that is computed on a given device and returned on the input's device."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


# The tolerance accepts other orders of summation than that of matmul.
@exercise(computed_on="device", tolerance=(1e-4, 1e-4))
def gram(x, device):
    x = x.to(device)
    return (x @ x.T).cpu()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), "cpu")
    yield shown(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), "meta")
    for device in rng.devices:
        yield hidden(rng.normal(5, 2), device)
        yield hidden(rng.normal(1, 3), torch.device(device))
    yield hidden(rng.noncontiguous(rng.normal(4, 7)), "cpu")
    yield hidden(rng.normal(3, 8, dtype=torch.float64), "meta")
    yield hidden(rng.normal(2, 0), "cpu")
    yield hidden(rng.normal(33, 17), "cpu")


@mistake("left-on-device")
def _(x, device):
    x = x.to(device)
    return x @ x.T


@mistake("never-moved")
def _(x, device):
    return x @ x.T


@mistake("never-moved")
def _(x, device):
    return (x @ x.T).to(device).cpu()


@mistake("never-moved")
def _(x, device):
    return (x @ x.T).to(device)


@mistake("columns-instead")
def _(x, device):
    x = x.to(device)
    return (x.T @ x).cpu()


@mistake("elementwise-product", left="x", right="x.T")
def _(x, device):
    x = x.to(device)
    return (x * x.T).cpu()


@mistake("elementwise-product", left="x", right="x.T")
def _(x, device):
    x = x.to(device)
    return (x * x).cpu()


@also
def _(x, device):
    there = x.to(device)
    return torch.einsum("ik,jk->ij", there, there).to("cpu")


@also
def _(x, device):
    there = x.to(device)
    return torch.stack([(row * there).sum(dim=1) for row in there]).to(x.device)


@also
def _(x, device):
    there = x.to(device=device)
    return torch.nn.functional.linear(there, there).to(torch.device("cpu"))


@mistake("transpose-forgotten")
def _(x, device):
    x = x.to(device)
    return (x @ x).cpu()
