"""Verdicts as version 0.1.0 stored them, with each kind of problem that it had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Row = dict[str, Any]

LAYERS = ["bubblewrap", "rlimits", "own-uid", "no-new-privs", "landlock", "seccomp"]


def verdict(exercise: str, status: str, problem: Row | None = None) -> Row:
    """Return a verdict with the fields that version 0.1.0 had."""
    return {
        "status": status,
        "exercise": exercise,
        "problem": problem,
        "reason": None,
        "remarks": [],
        "device": "cpu",
        "jail": LAYERS,
        "milliseconds": {"run": 4.1, "judge": 8.5, "total": 12.6},
        "output": "",
    }


AT_THE_RESULT = {"where": "none", "call": "none"}
FACTS: Mapping[str, Mapping[str, str]] = {
    "value": AT_THE_RESULT
    | {"cuda": "none", "hidden": "none", "differing": "4", "total": "4", "index": "0, 0"},
    "type": AT_THE_RESULT
    | {"expected_type": "torch.Tensor", "got_type": "None"}
    | dict.fromkeys(("expected_length", "got_length", "missing_key", "extra_key", "cuda"), "none"),
    "shape": AT_THE_RESULT | {"expected_shape": "(4,)", "got_shape": "(7,)"},
    "dtype": AT_THE_RESULT | {"expected_dtype": "int64", "got_dtype": "float32"},
    "device": AT_THE_RESULT
    | {"expected_device": "cpu", "got_device": "meta", "computed_on": "none"},
    "requires-grad": AT_THE_RESULT | {"expected_grad": "False"},
    "alias": {"parameter": "stop"},
    "input-changed": {"parameter": "stop", "found": "values"},
    "signature": {"function": "evens", "signature": "evens(stop)", "found": "count"}
    | {"expected_count": "1", "got_count": "2"},
    "missing-function": {"function": "evens", "signature": "evens(stop)"}
    | {"found": "nothing", "nearest": "none"},
    "exception": {},
    "syntax": {},
}
"""The facts of each kind of problem in a verdict of version 0.1.0."""

RAISED: Mapping[str, Row] = {
    "exception": {"type": "RuntimeError", "key": "backward-of-many", "facts": {"left": "y"}}
    | {"message": "grad can be implicitly created only for scalar outputs", "column": None}
    | {"line": 4, "source": "    y.backward()", "traceback": "RuntimeError: grad can be"},
    "syntax": {"type": "SyntaxError", "key": "syntax-character", "column": 24, "line": 4}
    | {"message": "invalid character '（' (U+FF08)", "facts": {"sign": "（", "code": "U+FF08"}}
    | {"source": "    return torch.arange（stop)", "traceback": ""},
}


def problem(kind: str, mistake: str | None = None) -> Row:
    case = {"input": "stop = 7", "expected": "tensor([0, 2, 4, 6])", "got": "tensor([0, 1])"}
    shown = dict.fromkeys(case) if kind in RAISED else case
    found: Row = {"kind": kind, "mistake": mistake, "hidden": False, "facts": FACTS[kind]}
    return {**found, **shown, "raised": RAISED.get(kind)}
