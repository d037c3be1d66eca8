"""Explains an exception by its key in the error catalogue, and the facts for that message."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Mapping
from typing import Any

import torch

from common.error_explanations import Pattern
from common.error_explanations.explain import IMPORTS, UNKNOWN, find_pattern, named_facts
from grader.judge.layer_errors import explain_layer
from grader.judge.name_lookup import names_of, nearest_name, place_of
from grader.judge.own_paths import without_own_paths
from grader.judge.refinements import FailedLine, refine
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
    message = without_own_paths(_clipped(raised.get("message")) or "")
    reported = raised.get("facts")
    operands = dict(reported) if isinstance(reported, Mapping) else {}
    operands = {name: text for name, text in operands.items() if isinstance(text, str)}
    source = _clipped(raised.get("source"))
    key, facts = _find(kind, message, source or "", operands)
    return ExceptionInfo(
        type=kind[:80],
        message=message,
        line=_positive_int(raised.get("line")),
        column=_positive_int(raised.get("column")),
        source=source,
        traceback=without_own_paths(_clipped(raised.get("traceback")) or ""),
        outer_line=_positive_int(raised.get("outer_line")),
        outer_source=_clipped(raised.get("outer_source")),
        key=key,
        facts=facts,
    )


def _clipped(value: Any) -> str | None:
    return value[:_MAX_TEXT] if isinstance(value, str) else None


def _positive_int(value: Any) -> int | None:
    return value if type(value) is int and 0 < value < _MAX_LINE else None


def _find(
    kind: str, message: str, source: str, operands: dict[str, str]
) -> tuple[str | None, dict[str, str]]:
    found = find_pattern(kind, message, source)
    if found is None:
        return refine(FailedLine(kind, message, source, None, {}, operands))
    pattern, groups = found
    multiplied = _multiplied(operands)
    facts = _resolve_facts(pattern, groups, multiplied)
    return explain_layer(pattern.key, facts, operands) or refine(
        FailedLine(kind, message, source, pattern.key, facts, groups | multiplied)
    )


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


# --- facts that are looked up: the nearest name, the missing import -------------------------------


def _look_up_facts(pattern: Pattern, known: Mapping[str, str]) -> dict[str, str]:
    name = known.get("name", "")
    if "import" in pattern.facts:
        return {"import": IMPORTS[name]}
    if pattern.key == "unknown-name" and _is_torch_name(name):
        return {"nearest": f"torch.{name}"}
    if "nearest" in pattern.facts:
        nearest = nearest_name(name, _candidate_names(known))
        if nearest is None and pattern.key == "unknown-name" and not name.startswith("_"):
            nearest = place_of(name)
        return {"nearest": nearest or UNKNOWN}
    return {}


def _is_torch_name(name: str) -> bool:
    """Return whether the name is a function or dtype of torch, written without `torch.`."""
    found = None if name.startswith("_") else getattr(torch, name, None)
    return isinstance(found, torch.dtype) or callable(found)


def _candidate_names(known: Mapping[str, str]) -> Iterable[str]:
    """Return the names of which the misspelled one may be meant."""
    if "type" in known:
        return names_of(known["type"])
    if "module" in known:
        return names_of(known["module"])
    names = [*known.get("names", "")[:_MAX_TEXT].split(), *dir(builtins), "torch"]
    return [name for name in names if not name.startswith("_")]
