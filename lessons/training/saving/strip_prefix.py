"""The names of a saved state without the prefix that training on several GPUs puts before them."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def strip_prefix(state, prefix):
    return {name.removeprefix(prefix): tensor for name, tensor in state.items()}


def cases(rng: Rng) -> Cases:
    yield shown({"module.weight": torch.tensor([1.0, 2.0])}, "module.")
    yield shown({"module.module.bias": torch.tensor([3.0])}, "module.")
    yield hidden(
        {
            "module.model.weight": rng.normal(2, 3),
            "module.model.bias": rng.normal(2),
            "head.module.weight": rng.normal(1, 2),
            "module.outer.module.scale": rng.normal(1),
        },
        "module.",
    )
    yield hidden({"net.body.scale": rng.normal(1), "net.head.shift": rng.normal(2)}, "net.body.")
    yield hidden({"net.temperature": rng.normal(1), "net.net.0.weight": rng.normal(2)}, "net.")
    yield hidden({"weight": rng.normal(2, 2), "bias": rng.normal(2)}, "module.")


@also
def _(state, prefix):
    result = {}
    for name, tensor in state.items():
        is_prefixed = name.startswith(prefix)
        result[name[len(prefix) :] if is_prefixed else name] = tensor
    return result


@also
def _(state, prefix):
    return {
        name.split(prefix, 1)[1] if name.startswith(prefix) else name: state[name] for name in state
    }


@mistake("letters-stripped")
def _(state, prefix):
    return {name.lstrip(prefix): tensor for name, tensor in state.items()}


@mistake("replaced-everywhere")
def _(state, prefix):
    return {name.replace(prefix, ""): tensor for name, tensor in state.items()}


@mistake("others-shortened")
def _(state, prefix):
    return {name[len(prefix) :]: tensor for name, tensor in state.items()}


@mistake("others-lost")
def _(state, prefix):
    return {
        name[len(prefix) :]: tensor for name, tensor in state.items() if name.startswith(prefix)
    }


@mistake("first-replaced")
def _(state, prefix):
    return {name.replace(prefix, "", 1): tensor for name, tensor in state.items()}


@mistake("one-letter-too-many")
def _(state, prefix):
    return {
        name[len(prefix) + 1 :] if name.startswith(prefix) else name: tensor
        for name, tensor in state.items()
    }


@mistake("names-only")
def _(state, prefix):
    return [name.removeprefix(prefix) for name in state]


@mistake("prefix-written-down")
def _(state, prefix):
    return {name.removeprefix("module."): tensor for name, tensor in state.items()}


@mistake("cut-at-the-first-dot")
def _(state, prefix):
    return {
        name.split(".", 1)[1] if name.startswith(prefix) else name: tensor
        for name, tensor in state.items()
    }
