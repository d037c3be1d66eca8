"""Moving a nested batch: recursion over dicts, lists and tuples, without in-place changes."""

import copy

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(exact_containers=True)
def to_device(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: to_device(value, device) for key, value in batch.items()}
    if isinstance(batch, list):
        return [to_device(value, device) for value in batch]
    if isinstance(batch, tuple):
        return tuple(to_device(value, device) for value in batch)
    return batch


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 2.0]), "meta")
    yield shown([torch.tensor([1.0, 2.0]), "cat"], "meta")
    yield shown({"x": torch.tensor([1.0, 2.0]), "id": 7}, "meta")
    yield shown((torch.tensor([1.0]), None), torch.device("cpu"))
    yield hidden({"images": rng.normal(2, 3), "labels": [rng.integers(2), 0.5, True]}, "meta")
    yield hidden([(rng.normal(1), {"deep": [rng.normal(0, 4)]}), [], {}, ()], "meta")
    for device in rng.devices:
        yield hidden({"a": (rng.normal(3), [rng.normal(2)]), "b": ""}, torch.device(device))
    yield hidden([{"x": rng.normal(2, 2)}, (rng.integers(3), None)], "cpu")
    yield hidden("no tensor here", "meta")


@mistake("mutated-input")
def _(batch, device):
    def moved(value):
        if isinstance(value, torch.Tensor):
            return value.to(device)
        if isinstance(value, dict):
            for key in value:
                value[key] = moved(value[key])
        elif isinstance(value, list):
            for at in range(len(value)):
                value[at] = moved(value[at])
        elif isinstance(value, tuple):
            return tuple(moved(each) for each in value)
        return value

    return moved(batch)


@mistake("mutated-input")
def _(batch, device):
    def moved(value):
        if isinstance(value, torch.Tensor):
            return value.to(device)
        if isinstance(value, dict):
            for key in value:
                value[key] = moved(value[key])
            return value
        if isinstance(value, list | tuple):
            return type(value)(moved(each) for each in value)
        return value

    return moved(batch)


@mistake("mutated-input")
def _(batch, device):
    def moved(value):
        if isinstance(value, torch.Tensor):
            return value.to(device)
        if isinstance(value, dict):
            for key in value:
                value[key] = moved(value[key])
        elif isinstance(value, list):
            for at in range(len(value)):
                value[at] = moved(value[at])
        elif isinstance(value, tuple):
            return tuple(moved(each) for each in value)
        return value

    return moved(copy.copy(batch))


@mistake("others-lost")
def _(batch, device):
    def moved(value):
        if isinstance(value, torch.Tensor):
            return value.to(device)
        if isinstance(value, dict):
            return {key: moved(each) for key, each in value.items()}
        if isinstance(value, list):
            return [moved(each) for each in value]
        if isinstance(value, tuple):
            return tuple(moved(each) for each in value)
        return None

    return moved(batch)


@mistake("others-lost")
def _(batch, device):
    def moved(value):
        if isinstance(value, torch.Tensor):
            return value.to(device)
        if isinstance(value, dict):
            return {key: moved(each) for key, each in value.items() if keeps(each)}
        if isinstance(value, list):
            return [moved(each) for each in value if keeps(each)]
        if isinstance(value, tuple):
            return tuple(moved(each) for each in value if keeps(each))
        return value

    def keeps(value):
        return isinstance(value, torch.Tensor | dict | list | tuple)

    return moved(batch)


@mistake("tuples-forgotten")
def _(batch, device):
    def moved(value):
        if isinstance(value, torch.Tensor):
            return value.to(device)
        if isinstance(value, dict):
            return {key: moved(each) for key, each in value.items()}
        if isinstance(value, list):
            return [moved(each) for each in value]
        return value

    return moved(batch)


@mistake("containers-forgotten")
def _(batch, device):
    def moved(value):
        if isinstance(value, torch.Tensor):
            return value.to(device)
        return value

    return moved(batch)


@mistake("containers-forgotten")
def _(batch, device):
    def moved(value):
        if isinstance(value, torch.Tensor):
            return value.to(device)
        if isinstance(value, dict):
            return {key: moved(each) for key, each in value.items()}
        return value

    return moved(batch)


@mistake("containers-forgotten")
def _(batch, device):
    def moved(value):
        if isinstance(value, torch.Tensor):
            return value.to(device)
        if isinstance(value, list):
            return [moved(each) for each in value]
        if isinstance(value, tuple):
            return tuple(moved(each) for each in value)
        return value

    return moved(batch)


@mistake("containers-forgotten")
def _(batch, device):
    def moved(value):
        if isinstance(value, torch.Tensor):
            return value.to(device)
        if isinstance(value, list):
            return [moved(each) for each in value]
        return value

    return moved(batch)


@mistake("kinds-changed")
def _(batch, device):
    def moved(value):
        if isinstance(value, torch.Tensor):
            return value.to(device)
        if isinstance(value, dict):
            return {key: moved(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [moved(each) for each in value]
        return value

    return moved(batch)


@mistake("kinds-changed")
def _(batch, device):
    def moved(value):
        if isinstance(value, torch.Tensor):
            return value.to(device)
        if isinstance(value, dict):
            return {key: moved(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return tuple(moved(each) for each in value)
        return value

    return moved(batch)


@mistake("top-level-only")
def _(batch, device):
    def moved(value):
        return value.to(device) if isinstance(value, torch.Tensor) else value

    if isinstance(batch, dict):
        return {key: moved(value) for key, value in batch.items()}
    if isinstance(batch, list):
        return [moved(value) for value in batch]
    if isinstance(batch, tuple):
        return tuple(moved(value) for value in batch)
    return moved(batch)


@also
def _(batch, device):
    if hasattr(batch, "to"):
        return batch.to(device)
    if isinstance(batch, dict):
        moved = {}
        for key in batch:
            moved[key] = to_device(batch[key], device)
        return moved
    if isinstance(batch, (list, tuple)):
        return type(batch)(to_device(value, device) for value in batch)
    return batch


@also
def _(batch, device):
    return torch.utils._pytree.tree_map(
        lambda value: value.to(device) if isinstance(value, torch.Tensor) else value, batch
    )


@mistake("nothing-moved")
def _(batch, device):
    return batch
