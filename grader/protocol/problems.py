"""The first problem of a submission, and the exception that code raised."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from grader.protocol.records import UntrustedRecord


class ProblemKind(StrEnum):
    """The kind of the first problem of a submission."""

    MISSING_FUNCTION = "missing-function"
    SIGNATURE = "signature"
    MISSING_CLASS = "missing-class"
    METHOD = "method"
    SYNTAX = "syntax"
    EXCEPTION = "exception"
    TYPE = "type"
    DEVICE = "device"
    DTYPE = "dtype"
    SHAPE = "shape"
    ALIAS = "alias"
    REQUIRES_GRAD = "requires-grad"
    GRAD = "grad"
    INPUT_CHANGED = "input-changed"
    VALUE = "value"
    GIVEN_STATE = "given-state"
    TRANSFERS = "transfers"
    REQUIREMENT = "requirement"


class ExceptionInfo(UntrustedRecord):
    """An exception of learner code, reduced to the learner's own lines."""

    type: str  # class name, such as "RuntimeError"
    message: str
    line: int | None = None  # 1-based line in the learner's code, after repairs
    column: int | None = None  # 1-based, for syntax errors
    source: str | None = None  # the text of that line
    traceback: str = ""  # the learner's own frames only
    outer_line: int | None = None  # line outside functions that led there, while code was loaded
    outer_source: str | None = None  # the text of that line
    key: str | None = None  # entry of the error catalogue that explains it
    facts: dict[str, str] = Field(default_factory=dict)  # variables of that entry's message


class Problem(UntrustedRecord):
    """The first reason why a submission did not pass."""

    kind: ProblemKind
    mistake: str | None = None  # key of the exercise's named mistake, or of GENERAL_MISTAKES
    input: str | None = None  # the case, as short text; only described where it is hidden
    expected: str | None = None
    got: str | None = None
    hidden: bool = False  # the case is not one that the exercise shows
    script: bool = False  # `input` is code, whose last line gave `got` instead of `expected`
    facts: dict[str, str] = Field(default_factory=dict)  # variables of the kind's message
    raised: ExceptionInfo | None = None
