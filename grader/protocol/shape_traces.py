"""What the code of a wrong answer computed, step by step."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from grader.protocol.records import UntrustedRecord

MAX_TRACE_STEPS = 12
"""Most lines of a shape trace, its arguments included."""


class TraceStep(UntrustedRecord):
    """One argument of the traced call, or one piece of the learner's code, with its result.

    `source` is a part of the learner's own code, or a parameter. `result` is formatted by the judge
    from numbers, names of dtypes and devices, and names of types.
    """

    line: int | None = Field(default=None, ge=1, le=1_000_000)  # None: an argument
    source: str = Field(min_length=1, max_length=80)
    result: str = Field(min_length=1, max_length=100)
    times: int = Field(default=1, ge=1)  # how often it ran; the result is of the first time
    last: str | None = Field(default=None, max_length=100)  # result of the last time, if different
    raised: bool = False  # it raised: `result` is the type of the exception


class Departure(UntrustedRecord):
    """The first step with a property of the wrong result that no earlier value had.

    From there on, all values with such a property have the same. It is set only where that is so.
    """

    step: int = Field(ge=0, lt=MAX_TRACE_STEPS)  # index
    property: Literal["shape", "dtype", "device", "type"]
    value: str = Field(min_length=1, max_length=100)


class ShapeTrace(UntrustedRecord):
    """What the learner's code computed for the failing input, step by step.

    The code itself reports it, and can lie. It explains the verdict and proves nothing.
    """

    steps: tuple[TraceStep, ...] = Field(min_length=1, max_length=MAX_TRACE_STEPS)
    left_out: int = Field(default=0, ge=0)  # steps that were too many
    departure: Departure | None = None

    @model_validator(mode="after")
    def _check_departure(self) -> Self:
        if self.departure is not None and self.departure.step >= len(self.steps):
            raise ValueError("the departure is not one of the steps")
        return self
