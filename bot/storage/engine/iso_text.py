"""A time as text, so that a database can join many into one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class iso_text(FunctionElement[str]):  # noqa: N801 - used like a function
    """`iso_text(column)`: the time in UTC, to the second, as `read_iso_text` reads it."""

    type = String()
    inherit_cache = True

    def __init__(self, column: InstrumentedAttribute[datetime]) -> None:
        super().__init__(column)


def read_iso_text(text: str) -> datetime:
    """Return the time that `iso_text` wrote."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@compiles(iso_text)
def _strftime(element: iso_text, compiler: SQLCompiler, **options: Any) -> str:
    column = compiler.process(element.clauses, **options)
    return f"strftime('%Y-%m-%dT%H:%M:%S', {column})"


@compiles(iso_text, "postgresql")
def _to_char(element: iso_text, compiler: SQLCompiler, **options: Any) -> str:
    column = compiler.process(element.clauses, **options)
    return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS')"
