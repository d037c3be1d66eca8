"""Rules for arguments that a function of torch does not have, or that it was not given."""

from __future__ import annotations

import inspect
import re
from typing import Any

import torch

from common.error_explanations.explain import UNKNOWN
from common.error_explanations.torch_forms import ALSO_TAKEN, Form, list_forms
from common.fuzzy_match import find_nearest
from grader.judge.layers import is_layer
from grader.judge.refinements.failed_line import Explained, FailedLine

_KEYWORD = re.compile(r"\b([a-z]\w{0,30})=")
_PARAMETER = re.compile(r"[*\s]*([A-Za-z_]\w{0,40})\s*(?:=|$)")

_MEANT = {
    "a_max": ("max",),
    "a_min": ("min",),
    "axes": ("dim", "dims"),
    "axis": ("dim", "dims"),
    "batch": ("batch_size",),
    "classes": ("num_classes",),
    "ddof": ("correction", "unbiased"),
    "depth": ("num_classes",),
    "epsilon": ("eps",),
    "filters": ("out_channels",),
    "high": ("max",),
    "input_dim": ("in_features",),
    "k": ("diagonal", "offset"),
    "kernel": ("kernel_size",),
    "learning_rate": ("lr",),
    "low": ("min",),
    "newshape": ("shape",),
    "num": ("steps", "k"),
    "output_dim": ("out_features",),
    "prob": ("p",),
    "rate": ("p",),
    "retain": ("retain_graph",),
    "reverse": ("descending",),
    "shape": ("size",),
    "type": ("dtype",),
    "units": ("out_features",),
}
"""Names that other libraries, or habits, have for arguments of torch."""

_OWNERS = (
    *(torch, torch.Tensor, torch.nn.functional, torch.nn, torch.optim, torch.utils.data),
    *(torch.optim.lr_scheduler, torch.nn.utils, torch.linalg, torch.autograd),
)
_MIN_SIMILARITY = 0.7
_MAX_NAMES = 8


def unknown_argument(line: FailedLine) -> Explained | None:
    """Find an argument by a name that none of torch's forms of the call has."""
    if line.key == "argument-choice":
        names = list(
            dict.fromkeys(each for form in list_forms(line.message) for each in form.names)
        )
        given = _KEYWORD.findall(line.message.partition("but expected one of")[0][:1_000])
        unknown = [each for each in given if not {each, ALSO_TAKEN.get(each)} & {*names}]
        if not unknown or not names:
            return None
        return _keyword(line.facts["function"], unknown[0], names, is_complete=True)
    if line.key == "unknown-keyword":
        function = line.facts["function"]
        name = line.called_name or function
        if line.facts["name"] == "activation" and is_layer(name):
            return "activation-of-keras", {"layer": name}
        is_torchs = "." in line.called or function.endswith(".__init__")
        if is_torchs:
            return _unknown_keyword(name, line.facts["name"], _KEYWORD.findall(line.source[:400]))
    return None


def _unknown_keyword(function: str, name: str, written: list[str]) -> Explained | None:
    """Return the explanation, if torch has a function or class of that name.

    `name` is the argument that the message names, and `written` are those of the line.
    """
    if function.startswith("_"):
        return None
    found = next((getattr(each, function) for each in _OWNERS if hasattr(each, function)), None)
    if not callable(found):
        return None
    try:
        names = list(inspect.signature(found).parameters)
    except (TypeError, ValueError):
        known = _documented(found, function)
        if ALSO_TAKEN.get(name) in known:  # which torch takes: another argument is wrong
            taken = {*known, *(also for also, own in ALSO_TAKEN.items() if own in known)}
            name = next((each for each in written if each not in taken), name)
            plain = ("unknown-keyword", {"function": function, "name": name})
            return _keyword(function, name, known, is_complete=False) or plain
        return _keyword(function, name, known, is_complete=False)
    return _keyword(function, name, names, is_complete="kwargs" not in names)


def _keyword(function: str, name: str, known: list[str], *, is_complete: bool) -> Explained | None:
    meant = next((each for each in _MEANT.get(name, ()) if each in known), None)
    also = [each for each, own in ALSO_TAKEN.items() if own in known and each[0] != "x"]
    nearest = meant or find_nearest(name, [*known, *also], _MIN_SIMILARITY)
    names = [each for each in known if each not in ("self", "input", "out", "generator")]
    if nearest is None and not (is_complete and 0 < len(names) <= _MAX_NAMES):
        return None
    return "keyword-meant", {
        "function": function,
        "name": name,
        "nearest": nearest or UNKNOWN,
        "names": ", ".join(names) or UNKNOWN,
    }


def argument_missing(line: FailedLine) -> Explained | None:
    """Find a call that has fewer arguments than each of torch's forms of it needs."""
    got = line.facts.get("got", "")
    if line.key != "argument-choice" or "=" in got or "…" in got:
        return None
    given = [] if got == UNKNOWN or not got else got.split(", ")
    forms = [form for form in list_forms(line.message) if len(form.names) >= len(given)]
    if not forms or any(len(_required(form)) <= len(given) for form in forms):
        return None
    best = max(forms, key=lambda form: (_count_alike(form, given), -len(_required(form))))
    if _count_alike(best, given) < len(given):
        return None
    missing = ", ".join(f'"{name}"' for name in _required(best)[len(given) :])
    return "too-few-arguments", {"function": line.facts["function"], "names": missing}


_OF_CONTEXT = re.compile(r"[\w.]+\.(forward|backward)$")


def context_missing(line: FailedLine) -> Explained | None:
    """Find a `forward` or `backward` of an autograd.Function that has no parameter `ctx`."""
    found = _OF_CONTEXT.match(line.facts.get("function", ""))
    if line.key != "too-many-arguments" or found is None:
        return None
    is_forward = found[1] == "forward" and line.called_name == "apply"
    is_backward = found[1] == "backward" and line.called_name == "backward"
    return ("context-missing", {"name": found[1]}) if is_forward or is_backward else None


def generator_by_name(line: FailedLine) -> Explained | None:
    """Find a generator that is given among the sizes."""
    if line.key == "size-integers" and line.facts["got"].endswith("Generator"):
        return "generator-by-name", {"called": line.called or UNKNOWN}
    return None


_FITTING = {("int", "Number"), ("float", "Number"), ("tuple", "tuple of ints")}


def _count_alike(form: Form, given: list[str]) -> int:
    """Return how many of the given types, from the first on, are those of the form."""
    pairs = zip(given, form.positional, strict=False)
    return sum(one == other.type or (one, other.type) in _FITTING for one, other in pairs)


def _required(form: Form) -> list[str]:
    return [each.name for each in form.positional if each.is_required]


def _documented(function: Any, name: str) -> list[str]:
    """Return the names in the documentation of a function written in C++, of all its forms."""
    forms = re.findall(rf"\b{name}\((.{{0,400}}?)\)", (function.__doc__ or "")[:4_000])
    parts = (_PARAMETER.match(part) for form in forms for part in form.split(","))
    return list(dict.fromkeys(part[1] for part in parts if part is not None))
