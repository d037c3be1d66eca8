"""The records of what was computed for a question ahead of time."""

from __future__ import annotations

from pydantic import Field

from lessons.toml_tables import Table


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
