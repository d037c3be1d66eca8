"""Load what fits: tensors whose name and shape agree; the others keep the model's own values."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def matching_state(own, saved):
    state, skipped = {}, []
    for name, tensor in own.items():
        if name in saved and saved[name].shape == tensor.shape:
            state[name] = saved[name]
        else:
            state[name] = tensor
            skipped.append(name)
    return state, skipped


def cases(rng: Rng) -> Cases:
    yield shown(
        {"weight": torch.tensor([1.0, 2.0]), "bias": torch.tensor([3.0])},
        {"weight": torch.tensor([7.0, 8.0]), "old": torch.tensor([9.0])},
    )
    yield shown(
        {"weight": torch.tensor([1.0, 2.0, 3.0])}, {"weight": torch.tensor([[7.0, 8.0, 9.0]])}
    )
    for size in (2, 3, 5):
        own = {
            "embed.weight": rng.normal(size, 4),
            "hidden.weight": rng.normal(4, 4),
            "hidden.bias": rng.normal(4),
            "head.weight": rng.normal(size + 1, 4),
            "head.bias": rng.normal(size + 1),
            "square": rng.normal(2, 6),
        }
        saved = {
            "hidden.bias": rng.normal(4),
            "embed.weight": rng.normal(size, 4),
            "hidden.weight": rng.normal(4, 4),
            "head.weight": rng.normal(size + 2, 4),
            "square": rng.normal(6, 2),
            "decoder.weight": rng.normal(3, 3),
        }
        yield hidden(own, saved)
    yield hidden({"weight": rng.normal(2, 2)}, {})


@also
def _(own, saved):
    fits = {name for name in own if name in saved and saved[name].shape == own[name].shape}
    state = {name: (saved if name in fits else own)[name] for name in own}
    return state, [name for name in own if name not in fits]


@also
def _(own, saved):
    state = dict(own)
    skipped = []
    for name in own:
        found = saved.get(name)
        if found is None or found.size() != own[name].size():
            skipped.append(name)
        else:
            state[name] = found
    return state, skipped


@mistake("extras-kept")
def _(own, saved):
    state = dict(own)
    for name, tensor in saved.items():
        if name not in own or own[name].shape == tensor.shape:
            state[name] = tensor
    skipped = [n for n in own if n not in saved or saved[n].shape != own[n].shape]
    return state, skipped


@mistake("shape-unchecked")
def _(own, saved):
    state, skipped = {}, []
    for name, tensor in own.items():
        if name in saved:
            state[name] = saved[name]
        else:
            state[name] = tensor
            skipped.append(name)
    return state, skipped


@mistake("count-compared")
def _(own, saved):
    state, skipped = {}, []
    for name, tensor in own.items():
        if name in saved and saved[name].numel() == tensor.numel():
            state[name] = saved[name]
        else:
            state[name] = tensor
            skipped.append(name)
    return state, skipped


@mistake("missing-left-out")
def _(own, saved):
    state, skipped = {}, []
    for name, tensor in own.items():
        if name in saved and saved[name].shape == tensor.shape:
            state[name] = saved[name]
        else:
            skipped.append(name)
    return state, skipped


@mistake("taken-listed")
def _(own, saved):
    state, taken = {}, []
    for name, tensor in own.items():
        if name in saved and saved[name].shape == tensor.shape:
            state[name] = saved[name]
            taken.append(name)
        else:
            state[name] = tensor
    return state, taken


@mistake("extra-names-listed")
def _(own, saved):
    fits = {n: n in saved and saved[n].shape == t.shape for n, t in own.items()}
    state = {name: saved[name] if fits[name] else tensor for name, tensor in own.items()}
    return state, [name for name in saved if name not in own]


@mistake("nothing-taken")
def _(own, saved):
    fits = {n: n in saved and saved[n].shape == t.shape for n, t in own.items()}
    return dict(own), [name for name in own if not fits[name]]
