"""A condition for rows of many learners, by which Postgres looks up one learner at a time."""

from __future__ import annotations

from typing import Any, Self

from sqlalchemy import Boolean, Select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType


class in_ids(FunctionElement[bool]):  # noqa: N801 - used like a function
    """`in_ids(column, ids)`: the column is one of the ids that the query `ids` returns.

    For thousands of ids, Postgres estimates that reading the whole table is faster, so queries
    about a group would slow down with the number of learners elsewhere. Given the ids as an
    array, it looks each of them up in the column's index.
    """

    type = Boolean()
    inherit_cache = True

    def __init__(self, column: InstrumentedAttribute[int], ids: Select[int]) -> None:
        super().__init__(column, ids.correlate(None).scalar_subquery())

    def self_group(self, against: OperatorType | None = None) -> Self:
        """Return the element itself: SQLite would use no index for a comparison with true."""
        return self


@compiles(in_ids)
def _in_subquery(element: in_ids, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} IN {ids}"


@compiles(in_ids, "postgresql")
def _any_of_array(element: in_ids, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} = ANY (ARRAY{ids})"
