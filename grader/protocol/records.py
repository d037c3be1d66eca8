"""The base classes of all records that a bot and a grader exchange."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, field_validator


class Record(BaseModel):
    """An immutable record. Unknown fields are an error, so that a bot and a grader of different
    versions fail visibly."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class UntrustedRecord(Record):
    """A record with text from learner code.

    Characters that JSON (lone surrogates) or Postgres (NUL) cannot hold are replaced, in the
    record's strings and in its dicts of strings.
    """

    @field_validator("*", mode="before")
    @classmethod
    def _sanitize_text(cls, value: object) -> object:
        if isinstance(value, str):
            return _sanitize(value)
        if isinstance(value, dict):
            return {_sanitize(name): cls._sanitize_text(text) for name, text in value.items()}
        return value


def _sanitize(value: object) -> object:
    if not isinstance(value, str) or (value.isascii() and "\0" not in value):
        return value
    return value.encode(errors="replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
