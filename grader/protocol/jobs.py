"""What a bot asks a grader to do."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from grader.protocol.records import Record


class Grade(Record):
    """A job: grade a submission."""

    type: Literal["grade"] = "grade"
    id: str  # of the submission
    exercise: str  # id of the exercise
    code: str
    earlier: str = ""  # code that runs before it, of exercises that this one comes after


class Run(Record):
    """A job: run code in the playground."""

    type: Literal["run"] = "run"
    id: str
    code: str
    earlier: str = ""  # code that runs before it, whose lines are not counted


class Measure(Record):
    """A job: time matrix products of growing sizes on the grader's machine."""

    type: Literal["measure"] = "measure"
    id: str


Job = Grade | Run | Measure


RELOAD_LESSONS = b'{"type":"reload-lessons"}\n'
"""The line that makes a grader load its lessons again before it reads the next job."""


_JOB: TypeAdapter[Job] = TypeAdapter(Annotated[Job, Field(discriminator="type")])


def parse_job(line: bytes | str) -> Job:
    """Parse a JSON object as a job. Raise ValueError if it is not one."""
    return _JOB.validate_json(line)
