"""The device idiom: CUDA if it is available, else the CPU."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def pick_device():
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def cases(rng: Rng) -> Cases:
    yield shown(cuda=False)
    yield shown(cuda=True)
    # In an order of its own for each exam, so that counting the calls does not tell the answer.
    for _ in range(12):
        yield hidden(cuda=rng.choice([False, True]))


@mistake("always-the-same")
def _():
    return torch.device("cpu")


@mistake("always-the-same")
def _():
    return torch.device("cuda")


@mistake("the-other-way-round")
def _():
    return torch.device("cpu" if torch.cuda.is_available() else "cuda")


@mistake("text-instead")
def _():
    return "cuda" if torch.cuda.is_available() else "cpu"


@also
def _():
    if torch.cuda.device_count() > 0:
        return torch.device("cuda", 0)
    return torch.device("cpu")


@also
def _():
    device = torch.accelerator.current_accelerator()
    return torch.device("cpu") if device is None else device
