"""A log filter that reports an outage of the database in one line instead of a traceback."""

from __future__ import annotations

import logging

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

ADVICE = (
    "it is tried again by itself; if this goes on, look at the server that TENSEI_DATABASE_URL"
    " names, and at the way to it"
)

_OUTAGE_SQLSTATES = ("08", "57P")
"""Prefixes of SQL states for a lost connection, and for a server that stops or starts."""


def shorten_outage(record: logging.LogRecord) -> bool:
    """Replace the traceback of an outage by what to do. Return True: no record is dropped."""
    problem = record.exc_info[1] if record.exc_info else None
    if problem is not None and is_outage(problem):
        why = " ".join(str(getattr(problem, "orig", None) or problem).split())
        record.msg = f"{record.getMessage().rstrip('.')}: the database is away ({why}); {ADVICE}"
        record.args = None
        record.exc_info = record.exc_text = None
    return True


def is_outage(problem: BaseException) -> bool:
    """Return whether Postgres could not be reached. Errors of SQLite are never an outage."""
    if isinstance(problem, PoolTimeoutError):
        return True
    if not isinstance(problem, DBAPIError):
        return False
    if problem.connection_invalidated:
        return True
    cause = problem.orig
    state = getattr(cause, "sqlstate", "")
    is_refused = type(cause).__name__ == "OperationalError" and hasattr(cause, "sqlstate")
    return (is_refused and state is None) or str(state).startswith(_OUTAGE_SQLSTATES)
