"""Reads and writes quiz.computed.json: answers and options that were computed ahead of time.

The bot and learners never wait for torch, nor run an author's code: `python -m lessons check`
computes variants in the jail, writes them with `--write`, and else compares them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from pydantic import Field, ValidationError

from lessons.curriculum import Computation
from lessons.diagnostics import Fault, Faults
from lessons.toml_tables import Table

FILE_NAME = "quiz.computed.json"

NOTE = "Written by python -m lessons check --write. Edit quiz.toml instead, and write it again."

_FORMAT = 1
"""Increase this when variants have to be computed again although no question has changed."""


class ComputedVariant(Table):
    """What was computed for one variant of a question; each kind has some of it."""

    facts: dict[str, str] = Field(default_factory=dict)
    answer: str
    answers: tuple[str, ...] = ()
    options: tuple[str, ...] = ()  # of "choose", in the order of display
    wrong: dict[str, str] = Field(default_factory=dict)  # answer -> misconception
    shown: tuple[str, ...] = ()  # the lines of "order", in the order of display
    solution: str = ""


class ComputedQuestion(Table):
    """What was computed for a question."""

    digest: str  # of the computation
    variants: tuple[ComputedVariant, ...] = Field(min_length=1)


class ComputedQuiz(Table):
    """A quiz.computed.json. The questions are by id without their lesson."""

    note: str = NOTE
    questions: dict[str, ComputedQuestion] = Field(default_factory=dict)


def digest(computation: Computation) -> str:
    """Return a digest of all on which the computed variants depend."""
    content = json.dumps([_FORMAT, asdict(computation)], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def read_computed(folder: Path, faults: Faults) -> Mapping[str, ComputedQuestion]:
    """Return what was computed for the lesson in `folder`; add a fault if the file is invalid."""
    path = folder / FILE_NAME
    if not path.exists():
        return {}
    text = faults.read(path)
    if text is None:
        return {}
    try:
        return ComputedQuiz.model_validate_json(text).questions
    except ValidationError:
        faults.add(path, 1, f"this is not what the check writes; {HOW_TO_WRITE}")
        return {}


HOW_TO_WRITE = "run python -m lessons check --write"


def comparison_faults(
    folder: Path, computed: Mapping[str, ComputedQuestion], lines: Mapping[str, int]
) -> list[Fault]:
    """Return the faults of a lesson's file, compared with what has just been computed.

    `lines` are those of quiz.toml for each question that is computed, by id without the lesson.
    """
    faults = Faults()
    path = folder / FILE_NAME
    stored = read_computed(folder, faults)
    if faults:
        return list(faults.ordered())
    for name, line in lines.items():
        if name not in computed:  # a fault of the question itself was found
            continue
        if name not in stored:
            message = f"question {folder.name}/{name}: nothing is computed yet; {HOW_TO_WRITE}"
            faults.add(folder / "quiz.toml", line, message)
        elif stored[name].digest != computed[name].digest:
            faults.add(folder / "quiz.toml", line, stale_message(folder, name))
        elif stored[name] != computed[name]:
            message = f"question {folder.name}/{name}: torch says otherwise; {HOW_TO_WRITE}"
            faults.add(path, _line_of_difference(path, name, stored[name], computed[name]), message)
    for name in stored:
        if name not in lines:
            message = f"quiz.toml has no such question to compute, {name}; {HOW_TO_WRITE}"
            faults.add(path, _line_of(path, name), message)
    return list(faults.ordered())


def stale_message(folder: Path, name: str) -> str:
    """Return the sentence about a question that was changed after it was computed."""
    question = f"question {folder.name}/{name}"
    return f"{question}: it has changed since its answers were computed; {HOW_TO_WRITE}"


def write_computed(folder: Path, computed: Mapping[str, ComputedQuestion]) -> bool:
    """Write a lesson's file, or remove it if nothing is computed. Return whether it changed.

    The file is replaced at once: nobody reads half of it.
    """
    path = folder / FILE_NAME
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    after = _format(computed) if computed else ""
    if before == after:
        return False
    if not after:
        path.unlink()
        return True
    temporary = path.with_suffix(".new")
    temporary.write_text(after, encoding="utf-8")
    temporary.replace(path)
    return True


def _format(computed: Mapping[str, ComputedQuestion]) -> str:
    """Return the JSON with one variant on a line, so that faults and changes have a line."""
    questions = []
    for name, question in computed.items():
        variants = ",\n".join(
            "    " + json.dumps(each.model_dump(exclude_defaults=True), ensure_ascii=False)
            for each in question.variants
        )
        head = f'  {json.dumps(name)}: {{"digest": {json.dumps(question.digest)}, "variants": ['
        questions.append(f"{head}\n{variants}\n  ]}}")
    return f'{{"note": {json.dumps(NOTE)}, "questions": {{\n' + ",\n".join(questions) + "\n}}\n"


def _line_of(path: Path, name: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    start = f"  {json.dumps(name)}: "
    return next((number for number, line in enumerate(lines, 1) if line.startswith(start)), 1)


def _line_of_difference(
    path: Path, name: str, stored: ComputedQuestion, computed: ComputedQuestion
) -> int:
    """Return the line of the first variant that differs, as `_format` has written it."""
    pairs = enumerate(zip(stored.variants, computed.variants, strict=False), 1)
    return _line_of(path, name) + next((at for at, (old, new) in pairs if old != new), 0)
