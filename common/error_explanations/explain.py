"""Explains an error by its type and message alone, without the values at the failing line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from common.error_explanations import OWN_RAISE, PATTERNS, REFINED, Pattern
from common.error_explanations.torch_forms import as_of_one_form

UNKNOWN = "none"
"""The value of a fact that could not be determined; messages have a variant without it."""

MAX_SEARCHED = 1000
"""Characters of a message that are searched: the probe's limit. Some patterns backtrack far."""

_MAX_SOURCE = 300
_MAX_FACT = 120


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an error means: the text `error-<key>`, and the values of all its variables."""

    key: str
    facts: Mapping[str, str]


def explain_message(
    error_type: str | None, message: str, source: str | None = None
) -> Explanation | None:
    """Return what the message means, or None for a message that is not in the catalogue.

    `error_type` is the exception's name, with or without its module, or None if only the message
    is known. `source` is the line that raised it, if that is known. The time taken is limited,
    however long the texts are.
    """
    found = find_pattern(error_type, message, source)
    if found is None:
        return None
    entry, groups = found
    facts = named_facts(groups)
    facts |= _from_suggestion(message)
    facts |= _from_source(entry, facts, source or "")
    if "import" in entry.facts:
        facts["import"] = IMPORTS[facts["name"]]
    key, names = entry.key, entry.facts
    if key in ("attribute-of-none", "operand-of-none") and facts.get("left", "").endswith(".grad"):
        key, names = "grad-is-none", REFINED["grad-is-none"]
    if key == "matmul-shapes" and facts.get("left", UNKNOWN) == UNKNOWN and "left_shape" in facts:
        key, names = "matmul-sizes", REFINED["matmul-sizes"]
    elif key == "matmul-shapes" and "left_shape" not in facts:
        key = "linalg-shapes"
    return Explanation(key, {name: facts.get(name, UNKNOWN)[:_MAX_FACT] for name in names})


def find_pattern(
    error_type: str | None, message: str, source: str | None = None
) -> tuple[Pattern, dict[str, str]] | None:
    """Return the entry of the catalogue for an error, and the named groups of its patterns.

    Where no entry has the type, for example because a later torch raises another one, an entry
    whose message is telling explains the error.
    """
    kind = error_type.rpartition(".")[2] if error_type else None
    text = as_of_one_form(_original(message)[:MAX_SEARCHED])
    line = (source or "")[:_MAX_SOURCE]
    for only_of_type in (True, False):
        if only_of_type and kind is None:
            continue
        for entry in PATTERNS:
            if kind not in entry.types if only_of_type else not entry.is_telling:
                continue
            groups = _match(entry, text, line)
            if groups is not None:
                return entry, groups
    if kind is not None and _RAISE.match(line):
        return _OWN, {}
    return None


def named_facts(groups: Mapping[str, str]) -> dict[str, str]:
    """Return the groups of a message, with dtypes and shapes written as Python does."""
    return {name: _as_python(name, text) for name, text in groups.items()}


def _match(entry: Pattern, message: str, line: str) -> dict[str, str] | None:
    found = entry.message.search(message)
    if found is None:
        return None
    groups = found.groupdict()
    if entry.source is not None:
        at_line = entry.source.search(line)
        if at_line is None:
            return None
        groups |= at_line.groupdict()
    return {name: text for name, text in groups.items() if text is not None}


_RAISE = re.compile(r"\s*raise\b")
_OWN = Pattern(OWN_RAISE, (), re.compile(""), ())

_IN_WORKER = re.compile(r"Caught \w+ in DataLoader worker process")


def _original(message: str) -> str:
    """Return the message of the error in a DataLoader's worker, or the message itself."""
    if not _IN_WORKER.match(message):
        return message
    last = message.rstrip().rpartition("\n")[2]
    return last.partition(": ")[2] or last


# --- the names of dtypes and shapes in torch's messages -------------------------------------------

_CPP_DTYPES = {
    "float": "float32",
    "double": "float64",
    "half": "float16",
    "c10::half": "float16",
    "bfloat16": "bfloat16",
    "c10::bfloat16": "bfloat16",
    "long": "int64",
    "long int": "int64",
    "long long": "int64",
    "int": "int32",
    "short": "int16",
    "short int": "int16",
    "char": "int8",
    "signed char": "int8",
    "byte": "uint8",
    "unsigned char": "uint8",
    "bool": "bool",
}


def _as_python(fact: str, text: str) -> str:
    if fact.endswith("dtype") or fact == "result":
        return _CPP_DTYPES.get(text.lower(), text)
    if fact == "expected":
        return {"one": "1", "no": "0"}.get(text, text)
    if fact.endswith("_shape"):
        sizes = text.strip("[]()").replace("x", ", ")
        return f"({sizes},)" if sizes.isdigit() else f"({sizes})"
    return text


# --- facts from Python's own suggestions, and from the failing line -------------------------------

IMPORTS = {
    "torch": "import torch",
    "np": "import numpy as np",
    "numpy": "import numpy",
    "nn": "from torch import nn",
    "F": "import torch.nn.functional as F",
    "math": "import math",
    "random": "import random",
    "time": "import time",
    "plt": "import matplotlib.pyplot as plt",
    "optim": "from torch import optim",
    "deepcopy": "from copy import deepcopy",
    **{
        name: f"import {name}"
        for name in ("copy", "io", "os", "sys", "itertools", "functools", "collections")
    },
    **{
        name: f"from torch.utils.data import {name}"
        for name in ("DataLoader", "Dataset", "TensorDataset")
    },
    **{name: f"from collections import {name}" for name in ("OrderedDict", "defaultdict")},
}

_SUGGESTION = re.compile(r"\. Did you mean: '(\w{1,60})'\?")
_NAME = r"([A-Za-z_][\w.]{0,40}(?:\[-?\w{1,10}\])?)"
_PRODUCT = re.compile(rf"(?<![\w.\])]){_NAME}\s*@\s*{_NAME}(?![\w(\[])")
_GRAD = re.compile(r"([A-Za-z_][\w.]{0,40}\.grad)\b(?!\s*=[^=])")


def _from_suggestion(message: str) -> dict[str, str]:
    """Return the name that Python itself suggests at the end of a traceback."""
    found = _SUGGESTION.search(message[:MAX_SEARCHED])
    return {"nearest": found[1]} if found else {}


def _from_source(entry: Pattern, facts: Mapping[str, str], source: str) -> dict[str, str]:
    """Return the names of operands, where the line has only one expression that can have failed."""
    line = source[:_MAX_SOURCE]
    if entry.key == "matmul-shapes" and line.count("@") == 1:
        found = _PRODUCT.search(line)
        return {"left": found[1], "right": found[2]} if found else {}
    if "left" not in entry.facts:
        return {}
    if entry.key in ("attribute-of-none", "operand-of-none"):
        grads = set(_GRAD.findall(line))
        if len(grads) == 1:
            return {"left": grads.pop()}
    name = facts.get("name") or ("numpy" if entry.key == "numpy-requires-grad" else "")
    if name and entry.key in ("attribute-of-none", "numpy-requires-grad"):
        owners = re.findall(rf"{_NAME}\.{re.escape(name[:60])}\b", line)
        return {"left": owners[0]} if len(owners) == 1 else {}
    return {}
