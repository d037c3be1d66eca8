"""Shows a script as the code that a learner would write to repeat it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from grader.judge.comparison import is_single_value
from grader.judge.formatting import WIDTH, describe, format_value
from grader.probe import GIVEN, is_given
from lessons.authoring import Case
from lessons.steps import Step

_LONGEST_INLINE = 24
"""Characters of an argument that stands in the call itself; a longer one gets a line before it."""

MAX_LINES = 30
"""Most lines of a script that are shown: the first and the last ones."""


def names_of_values(parameters: Sequence[str], case: Case) -> tuple[str, ...]:
    """Return a name for each of `case.values`: the parameter's, or that of the step."""
    if not case.steps:
        return tuple(parameters)
    return tuple(name for step in case.steps for name in _names_of_step(parameters, step))


def _names_of_step(parameters: Sequence[str], step: Step) -> Iterator[str]:
    for number in range(len(step.arguments)):
        if step.how == "made" and number < len(parameters):
            yield parameters[number]
        else:
            yield "x" if number == 0 else f"x{number + 1}"
    yield from step.keywords


def format_script(
    function: str, case: Case, inputs: Sequence[Any], round_number: int, at: int | None
) -> str:
    """Return the script as Python code, up to the last step of a round, or up to step `at` of it.

    `inputs` are the records of `case.values`. Of a hidden case, the values of tensors are only
    described, in comments.
    """
    rounds = case.rounds
    last = sum(map(len, rounds[:round_number]))
    last += len(rounds[round_number]) if at is None else min(at + 1, len(rounds[round_number]))
    target = "m" if function[:1].isupper() else "result"
    values = iter(inputs)
    lines: list[str] = []
    labels = 0  # names that were made up for long arguments
    for step in case.steps[:last]:
        names = [*range(len(step.arguments)), *step.keywords]
        texts = []
        for name in names:
            label = name if isinstance(name, str) else "x" if labels == 0 else f"x{labels + 1}"
            text, before = _argument(next(values), label, case.shown)
            labels += isinstance(name, int) and bool(before)
            lines += before
            texts.append(text if isinstance(name, int) else f"{name}={text}")
        lines.append(_call(step, function, target, ", ".join(texts)))
    if len(lines) > MAX_LINES:
        lines = [*lines[: MAX_LINES // 2], "…", *lines[-MAX_LINES // 2 :]]
    return "\n".join(lines)


def _call(step: Step, function: str, target: str, arguments: str) -> str:
    if step.how == "made":
        return f"{target} = {function}({arguments})"
    if step.name is None:
        return f"{target}({arguments})"
    return f"{target}.{step.name}({arguments})"


def _argument(value: Any, label: str, shown: bool) -> tuple[str, list[str]]:
    """Return an argument as it stands in the call, and the lines that define it before."""
    if is_given(value):
        return format_given(value, shown), []
    is_shown = shown or is_single_value(value)
    text = format_value(value) if is_shown else describe(value)
    if is_shown and "\n" not in text and len(text) <= _LONGEST_INLINE:
        return text, []
    if is_shown:
        indent = len(label) + 3
        if indent + max(map(len, text.splitlines())) > WIDTH:
            return label, [f"{label} = \\\n{text}"]
        indented = text.replace("\n", "\n" + " " * indent)
        return label, [f"{label} = {indented}"]
    wrapped = (wrap(line, WIDTH - len(label) - 4) for line in text.splitlines())
    return label, [f"# {label}: {part}" for parts in wrapped for part in parts]


def format_given(value: Mapping[Any, Any], shown: bool) -> str:
    """Return the call of an author's builder, as short text: `model(…)` where it is long."""
    parts = [_inner(each, shown) for each in value["arguments"]]
    parts += [f"{key}={_inner(each, shown)}" for key, each in value["keywords"].items()]
    text = f"{value[GIVEN]}({', '.join(parts)})"
    return text if "\n" not in text and len(text) <= WIDTH else f"{value[GIVEN]}(…)"


def _inner(value: Any, shown: bool) -> str:
    if is_given(value):
        return format_given(value, shown)
    return format_value(value) if shown or is_single_value(value) else "…"
