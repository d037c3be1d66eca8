"""A model's numbers go through a file in memory into another model of the same class."""

import copy
import io

import torch
from torch import nn

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown


@given
def network(state, slope):
    """Return a small network with batch norm, in training mode, with these numbers.

    The slope is in no state dict, so `fresh` alone can predict with its own.
    """
    layers = (nn.Linear(2, 3), nn.BatchNorm1d(3), nn.LeakyReLU(slope), nn.Linear(3, 1))
    model = nn.Sequential(*layers)
    model.load_state_dict(state)
    return model


@exercise(requires_grad=False)
def reload_into(model, fresh, x):
    file = io.BytesIO()
    torch.save(model.state_dict(), file)
    file.seek(0)
    fresh.load_state_dict(torch.load(file))
    fresh.eval()
    with torch.no_grad():
        return fresh(x)


def cases(rng: Rng) -> Cases:
    def state() -> dict[str, torch.Tensor]:
        return {
            "0.weight": rng.normal(3, 2),
            "0.bias": rng.normal(3),
            "1.weight": rng.uniform(3, low=0.5, high=1.5),
            "1.bias": rng.normal(3),
            "1.running_mean": rng.normal(3),
            "1.running_var": rng.uniform(3, low=0.5, high=2.0),
            "1.num_batches_tracked": torch.tensor(rng.integer(1, 100)),
            "3.weight": rng.normal(1, 3) + 1,
            "3.bias": rng.normal(1),
        }

    x = torch.tensor([[1.0, 2.0], [3.0, -1.0]])
    yield shown(network(state(), 0.1), network(state(), 0.5), x)
    for rows in (2, 3, 7):
        slopes = rng.sample([0.1, 0.25, 0.4, 0.6], 2)
        model, fresh = (network(state(), slope) for slope in slopes)
        yield hidden(model, fresh, rng.normal(rows, 2))


@also
def _(model, fresh, x):
    fresh.load_state_dict(copy.deepcopy(model.state_dict()))
    with torch.inference_mode():
        return fresh.train(False)(x)


@also
def _(model, fresh, x):
    file = io.BytesIO()
    torch.save({"model": model.state_dict()}, file)
    again = io.BytesIO(file.getvalue())
    state = torch.load(again, map_location="cpu", weights_only=True)["model"]
    fresh.load_state_dict(state)
    return fresh.eval()(x).detach()


@mistake("nothing-loaded")
def _(model, fresh, x):
    file = io.BytesIO()
    torch.save(model.state_dict(), file)
    fresh.eval()
    with torch.no_grad():
        return fresh(x)


@mistake("still-in-training")
def _(model, fresh, x):
    file = io.BytesIO()
    torch.save(model.state_dict(), file)
    file.seek(0)
    fresh.load_state_dict(torch.load(file))
    with torch.no_grad():
        return fresh(x)


@mistake("parameters-alone")
def _(model, fresh, x):
    fresh.load_state_dict(dict(model.named_parameters()), strict=False)
    fresh.eval()
    with torch.no_grad():
        return fresh(x)


@mistake("nothing-loaded")
def _(model, fresh, x):
    file = io.BytesIO()
    torch.save(fresh.state_dict(), file)
    file.seek(0)
    model.load_state_dict(torch.load(file))
    with torch.no_grad():
        return fresh(x)


@mistake("model-answers")
def _(model, fresh, x):
    file = io.BytesIO()
    torch.save(model.state_dict(), file)
    file.seek(0)
    fresh.load_state_dict(torch.load(file))
    model.eval()
    with torch.no_grad():
        return model(x)


@mistake("model-answers")
def _(model, fresh, x):
    return model.eval()(x).detach()
