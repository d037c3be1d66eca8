"""Computes the variants of quiz questions in the jail."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from grader.protocol import RunResult
from lessons import random_inputs
from lessons.computed_quiz import digest
from lessons.computed_variant import ComputedQuestion, ComputedVariant
from lessons.curriculum import Computation
from lessons.diagnostics import Fault
from lessons.toml_tables import LineIndex, Table

_PROGRAM = Path(__file__).with_name("quiz_program.py")


class Failure(Table):
    """What the program says about a question that is wrong."""

    field: str
    message: str


class Success(Table):
    """What the program says about a question that is right."""

    variants: tuple[ComputedVariant, ...]


_RESULT: TypeAdapter[Success | Failure] = TypeAdapter(Success | Failure)


def program_for(computations: Sequence[Computation]) -> str:
    """Return the code that computes questions' variants, and needs nothing of ours in the jail.

    `rng` is the one that exercises have, from its source.
    """
    sources = [
        Path(random_inputs.__file__).read_text(encoding="utf-8"),
        _PROGRAM.read_text("utf-8"),
    ]
    questions = [asdict(each) for each in computations]
    return (
        f"import json\n_rng, _program = {{}}, {{'__name__': 'quiz_program'}}\n"
        f"for _source, _names in zip({sources!r}, (_rng, _program)):\n"
        "    exec(_source, _names)\n"
        f"_program['main'](json.loads({json.dumps(questions)!r}), _rng['Rng'])\n"
    )


def read_results(
    result: RunResult, computations: Sequence[tuple[int, Computation]], path: Path, lines: LineIndex
) -> list[ComputedQuestion | Fault]:
    """Return what the program computed for each question, or its fault.

    With a computation stands the index of its question in the file at `path`.
    """
    printed = result.stdout.strip().splitlines()[-len(computations) :]
    printed += [""] * (len(computations) - len(printed))
    return [
        _read_result(result, line, computation, at=(path, lines, index))
        for line, (index, computation) in zip(printed, computations, strict=True)
    ]


def _read_result(
    result: RunResult,
    printed: str,
    computation: Computation,
    at: tuple[Path, LineIndex, int],
) -> ComputedQuestion | Fault:
    path, lines, index = at
    try:
        found = _RESULT.validate_json(printed)
    except ValidationError:
        reason = result.raised.message if result.raised else result.reason or result.status.value
        line = lines.line_of("question", index)
        return Fault(path, line, f"this cannot be computed: {reason}", result.stderr)
    if isinstance(found, Success) and found.variants:
        return ComputedQuestion(digest=digest(computation), variants=found.variants)
    field, message = (found.field, found.message) if isinstance(found, Failure) else ("", "nothing")
    line = lines.line_of("question", index, *field.split("."))
    return Fault(path, line, f"{field}: {message}")
