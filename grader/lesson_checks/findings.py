"""What a check of a lesson finds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from lessons.check_messages import Training
from lessons.computed_variant import ComputedQuestion
from lessons.diagnostics import Fault


@dataclass(frozen=True, slots=True)
class Computed:
    """What was computed for a question."""

    question: str  # id
    content: ComputedQuestion


@dataclass(frozen=True, slots=True)
class Trained:
    """What is wrong with an exercise that trains, and how often its reference failed."""

    faults: tuple[Fault, ...]
    training: Training


Found = Sequence[Fault | Computed | Trained]

Check = Callable[[], Awaitable[Found]]
"""Runs one piece of code and returns what is wrong with it, and what it computed."""
