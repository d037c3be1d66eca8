"""That the database is away is said in one line, with what to do, and not with a traceback."""

from __future__ import annotations

import logging

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

ADVICE = (
    "it is tried again by itself; if this goes on, look at the server that TENSEI_DATABASE_URL"
    " names, and at the way to it"
)

_OUTAGE_SQLSTATES = ("08", "57P")
"""How SQL states begin that tell of a connection lost, or of a server that stops or starts."""


def shorten_outage(record: logging.LogRecord) -> bool:
    """A filter for handlers of the log; lets everything pass."""
    problem = record.exc_info[1] if record.exc_info else None
    if problem is not None and is_outage(problem):
        why = " ".join(str(getattr(problem, "orig", None) or problem).split())
        record.msg = f"{record.getMessage().rstrip('.')}: the database is away ({why}); {ADVICE}"
        record.args = None
        record.exc_info = record.exc_text = None
    return True


def is_outage(problem: BaseException) -> bool:
    """Whether Postgres could not be reached; what SQLite complains of is never that."""
    if isinstance(problem, NoConnection):
        return True
    if not isinstance(problem, DBAPIError):
        return False
    if problem.connection_invalidated:
        return True
    cause = problem.orig
    state = getattr(cause, "sqlstate", "")
    is_refused = type(cause).__name__ == "OperationalError" and hasattr(cause, "sqlstate")
    return (is_refused and state is None) or str(state).startswith(_OUTAGE_SQLSTATES)
