"""Reads which forms an exercise is offered in, and what the bugs of its repairs do."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from lessons.diagnostics import Faults
from lessons.exercise_source import ExerciseSource
from lessons.forms import (
    BLANK,
    FEWEST_LINES,
    MOST_LINES,
    FormName,
    Forms,
    Repair,
    RepairExample,
    make_order,
    make_repairs,
)

EXAMPLES = "repairs.toml"
"""The file of a lesson with what the bugs of its repairs do; `check --write` writes it."""

LONGEST_ID = 60
"""Characters of an exercise's id that leave room for a chosen order in a button."""

_HEADING = """\
# What the bugs of "repair" do with a shown case.
# Written by: python -m lessons check --write
"""


def make_forms(
    exercise: str,
    names: Sequence[FormName],
    source: ExerciseSource,
    *,
    mistakes: Mapping[str, Mapping[str, str]],
    blanks: Mapping[str, str],
    faults: Faults,
) -> Forms:
    """Return the forms of an exercise, and add faults for those that it cannot have.

    `mistakes` are the explanations by key, `blanks` the code with blanks where an author wrote it.
    """
    if (names or blanks) and len(exercise) > LONGEST_ID:
        message = f'"{exercise}" is too long for forms; keep lesson/exercise within {LONGEST_ID}'
        faults.add(source.path, 1, message)
    order = make_order(source) if "order" in names else None
    if order is not None and not FEWEST_LINES <= len(order.lines) <= MOST_LINES:
        message = (
            f"the reference has {len(order.lines)} lines, and only {FEWEST_LINES} to {MOST_LINES} "
            'are worth putting in order; take "order" out of the lesson\'s [forms]'
        )
        faults.add(source.path, source.line, message)
    texts = {key: tuple(each.values()) for key, each in mistakes.items()}
    repairs: Sequence[Repair] = ()
    if "repair" in names:
        examples = read_examples(source.path.parent).get(exercise.partition("/")[2], {})
        repairs = make_repairs(source, texts, examples)
    if "repair" in names and not repairs:
        message = (
            "no mistake is close enough to the reference to be repaired, without a text that "
            'quotes the repair; take "repair" out of the lesson\'s [forms]'
        )
        faults.add(source.path, source.line, message)
    return Forms(repairs, order, blanks or None)


def blank_problem(code: str, function: str) -> str | None:
    """Return what is wrong with the code of a "## blank" section, or None."""
    if BLANK not in code:
        return f"the code of a blank shows {BLANK} where something is to be filled in"
    if f"def {function}(" not in code:
        return f"the code of a blank is all of {function}, so that it can be run"
    return None


def read_examples(folder: Path) -> dict[str, dict[str, RepairExample]]:
    """Return what bugs do, by exercise (without its lesson) and mistake.

    A file that is missing or unusable has none; a check then says how to write it.
    """
    try:
        tables = tomllib.loads((folder / EXAMPLES).read_text(encoding="utf-8"))
        return {
            exercise: {key: RepairExample(**fields) for key, fields in bugs.items()}
            for exercise, bugs in tables.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write_examples(
    folder: Path, examples: Mapping[str, Mapping[str, RepairExample]]
) -> Path | None:
    """Write what bugs do, in the place of what was written before.

    Return the file if it was changed.
    """
    path = folder / EXAMPLES
    tables = [
        f"\n[{exercise}.{key}]\n"
        + "".join(
            f"{name} = {_toml_string(getattr(example, name))}\n" for name in RepairExample.__slots__
        )
        for exercise, bugs in sorted(examples.items())
        for key, example in bugs.items()
    ]
    if not tables:
        path.unlink(missing_ok=True)
        return None
    text = _HEADING + "".join(tables)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return None
    path.write_text(text, encoding="utf-8")
    return path


def _toml_string(text: str) -> str:
    """Return a TOML string. It has the escapes of a JSON string, and one more for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
