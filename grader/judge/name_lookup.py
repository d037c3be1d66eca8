"""Finds which name is meant by one that a module or type lacks: where it exists, or the nearest."""

from __future__ import annotations

import builtins
import math
import sys
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

import numpy as np
import torch

from common.fuzzy_match import find_nearest
from grader.judge.layers import is_layer

NUMPY_ARRAY = "numpy.ndarray"

_MIN_SIMILARITY = 0.75
"""Names that are less similar were never meant in the submissions that were looked through."""

_ALIASES = {
    "append": "cat",
    "array": "tensor",
    "asnumpy": "numpy",
    "astype": "to",
    "average": "mean",
    "avg": "mean",
    "copy": "clone",
    "expand_dims": "unsqueeze",
    "ln": "log",
    "nil": "None",
    "null": "None",
    "power": "pow",
    "reverse": "flip",
    "to_numpy": "numpy",
    "toarray": "numpy",
}
"""torch's names by those of numpy and others, if the two are not spelled alike."""

_MEANT_PLACES = {
    "from_numpy": "torch.from_numpy",
    "no_grad": "torch.no_grad",
    "to_numpy": ".numpy",
    "len": "len(…)",
    "length": "len(…)",
    # NumPy's and TensorFlow's, which torch calls otherwise
    "Dense": "torch.nn.Linear",
    "GradientTape": ".backward",
    "assign": ".copy_",
    "assign_add": ".add_",
    "assign_sub": ".sub_",
    "boolean_mask": "torch.masked_select",
    "cast": ".to",
    "constant": "torch.tensor",
    "convert_to_tensor": "torch.as_tensor",
    "from_array": "torch.from_numpy",
    "gpu": "torch.cuda",
    "identity": "torch.eye",
    "in1d": "torch.isin",
    "permutation": "torch.randperm",
    "random_normal": "torch.randn",
    "random_uniform": "torch.rand",
    "reduce_all": "torch.all",
    "reduce_any": "torch.any",
    "reduce_max": "torch.amax",
    "reduce_mean": "torch.mean",
    "reduce_min": "torch.amin",
    "reduce_prod": "torch.prod",
    "reduce_std": "torch.std",
    "reduce_sum": "torch.sum",
    "shuffle": "torch.randperm",
    "stop_gradient": ".detach",
    "to_categorical": "torch.nn.functional.one_hot",
    "to_tensor": "torch.as_tensor",
}
"""What is meant by a name, whatever module or type it was looked for in."""

_PLACES: tuple[tuple[str, Any], ...] = (
    ("torch", torch),
    ("torch.cuda", torch.cuda),
    ("", torch.Tensor),
    ("torch.nn.functional", torch.nn.functional),
    ("torch.nn", torch.nn),
    ("torch.optim", torch.optim),
    ("torch.linalg", torch.linalg),
    ("torch.autograd", torch.autograd),
    ("torch.utils.data", torch.utils.data),
    ("numpy", np),
    ("math", math),
)
"""Where a name is looked for, in this order; "" is an attribute or a method of tensors."""

_OWNERS: Mapping[str, Any] = {
    "Tensor": torch.Tensor,
    NUMPY_ARRAY: np.ndarray,
    **{name: kind for name, kind in vars(builtins).items() if isinstance(kind, type)},
}


def find_name(owner: str, name: str) -> str | None:
    """Return the place of exactly this name, such as "torch.cuda.is_available" or ".backward".

    `owner` is the module or type that lacks it. None is returned if the owner has the same under
    another name, and for owners that are not known, such as a learner's own class.
    """
    if name.startswith("_") or (owner not in _OWNERS and owner not in sys.modules):
        return None
    if name in _MEANT_PLACES:
        return _MEANT_PLACES[name]
    if _ALIASES.get(name.casefold()) in names_of(owner):
        return None
    if isinstance(vars(builtins).get(owner), type):
        return _OF_BUILTINS.get((owner, name))
    return place_of(name, owner)


_OF_BUILTINS = {("list", "add"): ".append", ("list", "push"): ".append"}
"""What is meant by a name that a type of Python's own lacks."""


def meant_place(name: str) -> str | None:
    """Return the place of what another library calls by this name, or else of the name itself."""
    return _MEANT_PLACES.get(name) or place_of(name)


def place_of(name: str, owner: str = "") -> str | None:
    """Return the first place, other than `owner`, where torch, NumPy or math has this name."""
    for place, where in _PLACES:
        if owner != (place or "Tensor") and _is_of_place(where, name):
            return f"{place}.{name}"
    return None


def _is_of_place(where: Any, name: str) -> bool:
    """Return whether a module or type has this name, and did not just import what bears it, as
    `torch.cuda` imports `typing.cast`."""
    if not hasattr(where, name):
        return False
    found = getattr(where, name)
    if isinstance(found, ModuleType):
        return found.__name__.startswith("torch.")
    origin = (getattr(found, "__module__", None) or "").partition(".")[0]
    return origin in ("builtins", "math") or origin not in sys.stdlib_module_names


def torch_equivalent(name: str) -> str:
    """Return torch's function for NumPy's of this name, as "torch.mean", or "none"."""
    for each in (name, _TORCH_FOR_NUMPY.get(name, "")):
        if each and callable(getattr(torch, each, None)):
            return f"torch.{each}"
    return "none"


_TORCH_FOR_NUMPY = {"power": "pow", "repeat": "repeat_interleave", "random.rand": "rand"}


def nearest_name(name: str, names: Iterable[str]) -> str | None:
    """Return the name that is meant: torch's own for another library's, or the most similar."""
    candidates = list(names)
    other = _ALIASES.get(name.casefold())
    return other if other in candidates else find_nearest(name, candidates, _MIN_SIMILARITY)


def names_of(owner: str) -> list[str]:
    """Return the public names of a type or a module.

    A module that is not loaded has none: it must not be imported, because its name is untrusted.
    """
    found = _OWNERS.get(owner, sys.modules.get(owner, object))
    if is_layer(owner):
        found = getattr(torch.nn, owner)
    names = [*dir(found), *getattr(found, "__annotations__", ())]
    return [name for name in names if not name.startswith("_")]
