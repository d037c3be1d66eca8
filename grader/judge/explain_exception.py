"""Explains an exception by its key in the error catalogue, and the facts for that message."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import torch

from common.error_explanations import Pattern
from common.error_explanations.explain import IMPORTS, UNKNOWN, find_pattern, named_facts
from common.fuzzy_match import find_nearest
from grader.judge.layer_errors import explain_layer
from grader.protocol import ExceptionInfo

_MAX_FACT = 120
_MAX_TEXT = 4000
_MAX_LINE = 1_000_000


def explain(raised: Mapping[str, Any]) -> ExceptionInfo:
    """Return the exception with its key and facts; the key is None for an unknown error.

    `raised` has the fields of `probe.raised`. It is not trusted, because it may come from the jail:
    fields of a wrong type are dropped.
    """
    kind = _clipped(raised.get("type")) or "Exception"
    message = _clipped(raised.get("message")) or ""
    reported = raised.get("facts")
    operands = dict(reported) if isinstance(reported, Mapping) else {}
    source = _clipped(raised.get("source"))
    known = {name: fact for name, fact in operands.items() if isinstance(fact, str)}
    key, facts = _find(kind, message, source, known)
    return ExceptionInfo(
        type=kind[:80],
        message=message,
        line=_positive_int(raised.get("line")),
        column=_positive_int(raised.get("column")),
        source=source,
        traceback=_clipped(raised.get("traceback")) or "",
        key=key,
        facts=facts,
    )


def _clipped(value: Any) -> str | None:
    return value[:_MAX_TEXT] if isinstance(value, str) else None


def _positive_int(value: Any) -> int | None:
    return value if type(value) is int and 0 < value < _MAX_LINE else None


def _find(
    kind: str, message: str, source: str | None, operands: dict[str, str]
) -> tuple[str | None, dict[str, str]]:
    found = find_pattern(kind, message, source)
    if found is None:
        return None, {}
    pattern, groups = found
    facts = _resolve_facts(pattern, groups, _multiplied(operands))
    return explain_layer(pattern.key, facts, operands) or _refine(pattern, facts)


def _multiplied(operands: dict[str, str]) -> dict[str, str]:
    """Return the operands with the two that are multiplied as left and right, as torch's messages
    count them: `addmm` and its like first take what is added."""
    if operands.get("operation") not in ("addmm", "addmv", "addbmm", "baddbmm"):
        return operands
    moved = {"right": "left", "third": "right"}
    kept = {name: text for name, text in operands.items() if not name.startswith(_ROLES)}
    return kept | {
        name.replace(role, moved[role], 1): text
        for name, text in operands.items()
        for role in moved
        if name.startswith(role)
    }


_ROLES = ("left", "right", "third")


def _resolve_facts(
    pattern: Pattern, groups: dict[str, str], operands: dict[str, str]
) -> dict[str, str]:
    """Return all facts of a pattern. Operands, which the probe found, override the message."""
    said = named_facts(groups)
    known = operands | said if pattern.key in _PREFER_MESSAGE else said | operands
    if pattern.key == "needs-float":  # not every message names the function and the dtype
        named = {"function": operands.get("operation"), "dtype": operands.get("left_dtype")}
        known = {name: text for name, text in named.items() if text} | known
    known |= _look_up_facts(pattern, known)
    return {name: known.get(name, UNKNOWN)[:_MAX_FACT] for name in pattern.facts}


_PREFER_MESSAGE = {"operand-types"}
"""Patterns whose message is more exact than the operands' source text."""


def _refine(pattern: Pattern, facts: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return a more specific key and its facts, for a None that is a gradient or an operand."""
    names = [facts.get("left", ""), facts.get("right", "")]
    grads = [name for name in names if name.endswith(".grad")]
    if pattern.key in ("attribute-of-none", "operand-of-none") and grads:
        return "grad-is-none", {"left": grads[0]}
    if pattern.key == "operand-of-none":
        side = "right" if facts.get("right_type") == "NoneType" else "left"
        return pattern.key, {"left": facts.get(side, UNKNOWN)}
    return pattern.key, facts


# --- facts that are looked up: the nearest name, the missing import -------------------------------

_ALIASES = {
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
"""torch's names by those of numpy and others, if the two are not spelled alike."""

_TYPES: dict[str, Any] = {
    "Tensor": torch.Tensor,
    "numpy.ndarray": np.ndarray,
    **{name: kind for name, kind in vars(builtins).items() if isinstance(kind, type)},
}


def _look_up_facts(pattern: Pattern, known: Mapping[str, str]) -> dict[str, str]:
    name = known.get("name", "")
    if "import" in pattern.facts:
        return {"import": IMPORTS[name]}
    if pattern.key == "unknown-name" and _is_torch_name(name):
        return {"nearest": f"torch.{name}"}
    if "nearest" in pattern.facts:
        names = list(_candidate_names(known))
        other = _ALIASES.get(name.casefold())
        return {"nearest": other if other in names else find_nearest(name, names) or UNKNOWN}
    return {}


def _is_torch_name(name: str) -> bool:
    """Return whether the name is a function or dtype of torch, written without `torch.`."""
    found = None if name.startswith("_") else getattr(torch, name, None)
    return isinstance(found, torch.dtype) or callable(found)


def _candidate_names(known: Mapping[str, str]) -> Iterable[str]:
    """Return the names of which the misspelled one may be meant."""
    if "type" in known:
        names = dir(_TYPES.get(known["type"], object))
    elif "module" in known:
        names = _module_names(known["module"])
    else:
        names = [*known.get("names", "")[:_MAX_TEXT].split(), *dir(builtins), "torch"]
    return [name for name in names if not name.startswith("_")]


def _module_names(module: str) -> list[str]:
    # The name is not trusted and must not be imported, because it comes from the jail.
    return dir(sys.modules[module]) if module in sys.modules else []
