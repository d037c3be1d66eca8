"""Finds what an exception means: its key in the error catalogue, and the facts its words name."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import torch

from common.fuzzy_match import find_nearest
from grader.judge.error_patterns import PATTERNS, Pattern
from grader.protocol import ExceptionInfo

UNKNOWN = "none"
"""The value of a fact that could not be found; the words then speak without it."""

_MAX_FACT = 120
_MAX_TEXT = 4000
_MAX_SEARCHED = 1000  # as long as the probe lets a message be; some patterns look back far
_MOST_LINES = 1_000_000


def explained(raised: Mapping[str, Any]) -> ExceptionInfo:
    """The exception with its key and facts. `raised` has the fields of probe.raised, but may come
    from the jail: what is not of the right type is left out. The key is None for an unknown error.
    """
    kind, message = _text(raised.get("type")) or "Exception", _text(raised.get("message")) or ""
    told = raised.get("facts")
    operands = dict(told) if isinstance(told, Mapping) else {}
    key, facts = _find(kind, message, {k: v for k, v in operands.items() if isinstance(v, str)})
    return ExceptionInfo(
        type=kind[:80],
        message=message,
        line=_positive(raised.get("line")),
        column=_positive(raised.get("column")),
        source=_text(raised.get("source")),
        traceback=_text(raised.get("traceback")) or "",
        key=key,
        facts=facts,
    )


def _text(value: Any) -> str | None:
    return value[:_MAX_TEXT] if isinstance(value, str) else None


def _positive(value: Any) -> int | None:
    return value if type(value) is int and 0 < value < _MOST_LINES else None


def _find(kind: str, message: str, operands: dict[str, str]) -> tuple[str | None, dict[str, str]]:
    message = message[:_MAX_SEARCHED]
    for pattern in PATTERNS:
        found = pattern.message.search(message) if kind in pattern.types else None
        if found is None:
            continue
        groups = {name: text for name, text in found.groupdict().items() if text is not None}
        return _refined(pattern, _settled(pattern, groups, operands))
    return None, {}


def _settled(pattern: Pattern, groups: dict[str, str], operands: dict[str, str]) -> dict[str, str]:
    """Every fact that the pattern's words name; what the operands say beats the message."""
    known = {name: _as_python(name, text) for name, text in groups.items()} | operands
    if pattern.key in _MESSAGE_KNOWS_BETTER:
        known = operands | {name: _as_python(name, text) for name, text in groups.items()}
    known |= _looked_up(pattern, known)
    return {name: known.get(name, UNKNOWN)[:_MAX_FACT] for name in pattern.facts}


_MESSAGE_KNOWS_BETTER = {"operand-types"}
"""Where the expression's text would only repeat what the message says more exactly."""


def _refined(pattern: Pattern, facts: dict[str, str]) -> tuple[str, dict[str, str]]:
    """None that comes from a gradient is another matter than any other None."""
    names = [facts.get("left", ""), facts.get("right", "")]
    grads = [name for name in names if name.endswith(".grad")]
    if pattern.key in ("attribute-of-none", "operand-of-none") and grads:
        return "grad-is-none", {"left": grads[0]}
    if pattern.key == "operand-of-none":
        side = "right" if facts.get("right_type") == "NoneType" else "left"
        return pattern.key, {"left": facts.get(side, UNKNOWN)}
    return pattern.key, facts


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
    if fact.endswith("_shape") and "x" in text:
        return "(" + ", ".join(text.split("x")) + ")"
    return text


# --- what is looked up: the nearest name, the import that is missing ------------------------------

_IMPORTS = {
    "torch": "import torch",
    "np": "import numpy as np",
    "numpy": "import numpy",
    "nn": "from torch import nn",
    "F": "import torch.nn.functional as F",
    "math": "import math",
    "random": "import random",
    "time": "import time",
    "plt": "import matplotlib.pyplot as plt",
}

_ELSEWHERE = {
    "append": "cat",
    "array": "tensor",
    "asnumpy": "numpy",
    "astype": "to",
    "average": "mean",
    "avg": "mean",
    "copy": "clone",
    "expand_dims": "unsqueeze",
    "length": "numel",
    "power": "pow",
    "reverse": "flip",
    "to_numpy": "numpy",
    "toarray": "numpy",
}
"""What numpy and others call it: what torch does, where the two are not spelt alike."""

_TYPES: dict[str, Any] = {
    "Tensor": torch.Tensor,
    "numpy.ndarray": np.ndarray,
    **{name: kind for name, kind in vars(builtins).items() if isinstance(kind, type)},
}


def _looked_up(pattern: Pattern, known: Mapping[str, str]) -> dict[str, str]:
    name = known.get("name", "")
    if "import" in pattern.facts:
        return {"import": _IMPORTS[name]}
    if pattern.key == "unknown-name" and _is_of_torch(name):
        return {"nearest": f"torch.{name}"}
    if "nearest" in pattern.facts:
        names = list(_names(known))
        other = _ELSEWHERE.get(name.casefold())
        return {"nearest": other if other in names else find_nearest(name, names) or UNKNOWN}
    return {}


def _is_of_torch(name: str) -> bool:
    """Whether the name is one of torch's own functions or dtypes, written without `torch.`."""
    found = None if name.startswith("_") else getattr(torch, name, None)
    return isinstance(found, torch.dtype) or callable(found)


def _names(known: Mapping[str, str]) -> Iterable[str]:
    """The names among which the misspelt one may have been meant."""
    if "type" in known:
        names = dir(_TYPES.get(known["type"], object))
    elif "module" in known:
        names = _names_of_module(known["module"])
    else:
        names = [*known.get("names", "")[:_MAX_TEXT].split(), *dir(builtins), "torch"]
    return [name for name in names if not name.startswith("_")]


def _names_of_module(module: str) -> list[str]:
    # Never imported by that name: it comes from the jail.
    return dir(sys.modules[module]) if module in sys.modules else []
