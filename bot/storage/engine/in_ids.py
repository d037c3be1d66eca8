"""Rows of many learners, looked up one learner at a time."""

from __future__ import annotations

from typing import Any, Self

from sqlalchemy import Boolean, Select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType


class in_ids(FunctionElement[bool]):  # noqa: N801 - it reads as a function
    """`among(column, ids)`: the column is one of the ids that a query finds.

    Of thousands of ids Postgres thinks that reading the whole table is quicker, and so a group
    would be the slower the more learners there are elsewhere. Given them as an array, it looks
    each up in the column's index.
    """

    type = Boolean()
    inherit_cache = True

    def __init__(self, column: InstrumentedAttribute[int], ids: Select[int]) -> None:
        super().__init__(column, ids.correlate(None).scalar_subquery())

    def self_group(self, against: OperatorType | None = None) -> Self:
        """As it is: compared with true, as functions are, SQLite would use no index for it."""
        return self


@compiles(in_ids)
def _in_subquery(element: in_ids, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} IN {ids}"


@compiles(in_ids, "postgresql")
def _any_of_array(element: in_ids, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} = ANY (ARRAY{ids})"
