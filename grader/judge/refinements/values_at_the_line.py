"""Rules for what the probe found at the failing line: a method without brackets, a fraction."""

from __future__ import annotations

import ast
import re

import torch

from common.error_explanations.explain import MAX_SEARCHED, UNKNOWN
from grader.judge.layers import is_layer
from grader.judge.name_lookup import nearest_name
from grader.judge.refinements.failed_line import Explained, FailedLine

# --- functions and methods without brackets -------------------------------------------------------

_CALLABLE = {"builtin_function_or_method", "function", "method", "method_descriptor"}
_BOTH_TYPES = re.compile(r"'([\w.]+)' and '([\w.]+)'$")
_NAMES_CALLABLE = re.compile(rf"\b(?:{'|'.join(sorted(_CALLABLE))})\b")


def uncalled(line: FailedLine) -> Explained | None:
    """Find the operand or argument that is a function or method without its brackets."""
    if line.kind not in ("TypeError", "IndexError", "RuntimeError"):
        return None
    types = _BOTH_TYPES.search(line.message)
    if types and not _CALLABLE.isdisjoint(types.groups()):
        side = "left" if types[1] in _CALLABLE else "right"
        named = line.known.get("uncalled" if line.called else side, UNKNOWN)
        if named.endswith(".size"):
            return "size-of-numpy", {"left": named}
        is_function = "function" in types.groups() or line.known.get("uncalled_kind") == "function"
        return f"{'function' if is_function else 'method'}-not-called", {"left": named}
    found = line.known.get("uncalled", UNKNOWN)
    is_named = _NAMES_CALLABLE.search(line.message) or _is_of_sizes(line)
    if found == UNKNOWN or not is_named or line.key in ("size-not-called", "square-brackets"):
        return None
    kind = line.known.get("uncalled_kind", "method")
    if kind == "function" and line.key == "number-of-type":
        return None
    return f"{kind}-not-called", {"left": found}


# --- fractions where whole numbers are wanted -----------------------------------------------------

_OF_SIZES = {
    *("zeros", "ones", "empty", "rand", "randn", "new_zeros", "new_ones", "new_empty", "eye"),
    *("reshape", "view", "expand", "repeat", "tile", "unflatten", "roll", "permute", "randperm"),
    *("split", "chunk", "topk", "narrow", "unfold", "tensor_split"),
}
"""Functions that take no number with decimal places."""


def _is_of_sizes(line: FailedLine) -> bool:
    general = ("too-many-arguments", "argument-choice", "argument-type")
    if line.key == "argument-choice" and is_layer(line.called_name):
        return line.facts["function"] == "empty"  # until torch 2.11, the weights of a layer
    return line.called_name in _OF_SIZES and line.key in general


def fraction_as_size(line: FailedLine) -> Explained | None:
    """Find a size that is a float, mostly the result of `/`."""
    found = line.known.get("fraction", UNKNOWN)
    is_size = _is_of_sizes(line)
    if not found.replace(".", "").isdigit():  # of a number such as 2.5, the general words say all
        is_size |= line.key == "size-integers" and "full" not in line.called
        is_size |= line.key == "float-as-index" and line.called_name == "range"
    if found == UNKNOWN or not is_size or line.facts.get("got", "float") == "Tensor":
        return None
    return "fraction-as-size", {"called": line.called, "left": found}


def size_of_type(line: FailedLine) -> Explained | None:
    """Find a size that is no number, of which torch says that the sizes are too many."""
    name = line.called_name
    is_made = name in ("zeros", "ones", "empty", "rand", "randn")
    is_method = name in ("view", "reshape", "expand", "repeat") and line.called != f"torch.{name}"
    if not (is_made or is_method) or line.key not in ("too-many-arguments", "argument-choice"):
        return None
    given = [each for each in line.facts.get("got", "int").split(", ") if "=" not in each]
    wrong = [each for each in given if each not in ("int", "torch.dtype", UNKNOWN, "")]
    if wrong:
        return "size-integers", {"called": line.called, "got": wrong[0]}
    for role in ("left", "right", "third"):
        is_owner = line.called.startswith(f"{line.known.get(role)}.")
        found = line.known.get(f"{role}_type", "int")
        if not is_owner and found != "int":
            return "size-integers", {"called": line.called, "got": found}
    return None


# --- a single True or False -----------------------------------------------------------------------

_OF_BOOL = re.compile(r"'bool' object has no attribute '(\w{1,40})'$")
_OVER_ELEMENTS = {"all", "any", "sum", "mean", "nonzero", "count_nonzero", "where", "logical_not"}


def single_truth(line: FailedLine) -> Explained | None:
    """Find a comparison that gave one bool, where a tensor of them is wanted."""
    found = _OF_BOOL.match(line.message)
    name = found[1] if found else line.called_name
    if found is None and not (name in _OVER_ELEMENTS and line.facts.get("got") == "bool"):
        return None
    if not hasattr(torch.Tensor, name) and not hasattr(torch, name):
        return None
    left = line.known.get("left", UNKNOWN)
    return "single-truth", {"left": left, "name": name, "reason": _reason(left)}


def _reason(source: str) -> str:
    """Return "identity" for a comparison of whole objects, by its source."""
    try:
        node = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError):
        return "values"
    if not isinstance(node, ast.Compare):
        return "values"
    sides = [node.left, *node.comparators]
    has_none = any(isinstance(each, ast.Constant) and each.value is None for each in sides)
    is_identity = any(isinstance(op, ast.Is | ast.IsNot) for op in node.ops)
    return "identity" if has_none or is_identity else "values"


# --- objects of one's own classes, and lists of layers --------------------------------------------


def layers_called(line: FailedLine) -> Explained | None:
    """Find a list of layers that is called like one layer."""
    name = line.facts.get("name", line.facts.get("type", ""))
    if line.key == "no-forward" and name in ("ModuleList", "ModuleDict"):
        called = line.known.get("layers", line.called or UNKNOWN)
        return "layers-called", {"called": called, "type": name}
    if line.key == "not-callable" and "layers" in line.known:
        return "layers-called", {"called": line.known["layers"], "type": name}
    return None


def attribute_never_set(line: FailedLine) -> Explained | None:
    """Find an attribute that no method of the learner's class has set."""
    if line.key != "missing-attribute" or "attributes" not in line.known:
        return None
    names = line.known["attributes"]
    name, owner = line.facts["name"], line.facts["type"]
    candidates = [*names.split(", "), *line.known.get("methods", "").split()]
    return "attribute-never-set", {
        "type": owner,
        "name": name,
        "names": names or UNKNOWN,
        "nearest": nearest_name(name, candidates) or UNKNOWN,
        "local": line.known.get("local", UNKNOWN),
    }


# --- dicts of weights -----------------------------------------------------------------------------

_QUOTED = re.compile(r'"([^"\n]{1,80})"')


def weights_elsewhere(line: FailedLine) -> Explained | None:
    """Find a dict whose names have a prefix in front, or that holds the weights under a key."""
    if line.key != "state-dict-keys":
        return None
    of_model, _, of_dict = line.message.partition("Unexpected key(s)")
    missing, unexpected = _QUOTED.findall(of_model), _QUOTED.findall(of_dict)
    if not missing or not unexpected:
        return None
    is_cut = len(line.message) >= MAX_SEARCHED
    for dict_side, names, others in (("yes", unexpected, missing), ("no", missing, unexpected)):
        prefix = names[0].removesuffix(others[0])
        is_same = is_cut or len(names) == len(others)
        same = [name == prefix + other for name, other in zip(names, others, strict=False)]
        if prefix != names[0] and is_same and all(same):
            return "state-dict-prefix", {"prefix": prefix, "given": dict_side}
    holders = [name for name in unexpected if "." not in name and _HOLDS_WEIGHTS.search(name)]
    return ("state-dict-nested", {"name": holders[0]}) if holders else None


_HOLDS_WEIGHTS = re.compile(r"model|state|weights|net(?:work)?$")
"""Names under which a checkpoint holds the weights."""
