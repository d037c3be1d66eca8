"""The JSON lines that `python -m grader.lesson_checks` writes for `python -m lessons check`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from lessons.computed_variant import ComputedQuestion
from lessons.diagnostics import Fault


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ChecksPlanned(_Message):
    """The jail is open, and so many checks follow. It is the first message."""

    type: Literal["planned"] = "planned"
    checks: int


class Training(_Message):
    """How often the reference of an exercise that trains failed, each time under another seed."""

    exercise: str  # id
    failures: int
    seeds: int


class CheckFinished(_Message):
    """One check is done, with these faults, and with what it computed for questions."""

    type: Literal["finished"] = "finished"
    faults: tuple[Fault, ...] = ()
    computed: dict[str, ComputedQuestion] = Field(default_factory=dict)  # by id
    training: Training | None = None


class ChecksFailed(_Message):
    """The checks cannot be run. It is the last message."""

    type: Literal["failed"] = "failed"
    reason: str


class ModuleMissing(_Message):
    """A Python package that the checks need is not installed. It is the last message."""

    type: Literal["module-missing"] = "module-missing"
    module: str


CheckMessage = ChecksPlanned | CheckFinished | ChecksFailed | ModuleMissing

_MESSAGE: TypeAdapter[CheckMessage] = TypeAdapter(
    Annotated[CheckMessage, Field(discriminator="type")]
)


def parse_message(line: str) -> CheckMessage:
    """Return the message of one JSON line. Raise ValueError if it is not a message."""
    return _MESSAGE.validate_json(line)
