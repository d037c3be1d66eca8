"""Read-only queries about the state of a database, for its operator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

import migrations
from bot.storage.engine.database import Database, describe_unreachable, stored_revision
from bot.storage.models import LearnerRow, RunRow, SubmissionRow
from common.sql_engine import READ_ONLY, DatabaseError, new_engine


@dataclass(frozen=True, slots=True)
class DatabaseStatus:
    """`revision` is the schema's. The rest is None if that is not the revision of this code."""

    revision: str | None
    learners: int | None = None
    unfinished: int | None = None  # submissions and runs
    oldest_unfinished: datetime | None = None  # when it was received
    undelivered: int | None = None  # finished, but the learner has not received the reply


async def read_status(url: str) -> DatabaseStatus:
    """Return the status of a database. Raise DatabaseError if it is missing or does not answer."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not _file_exists(parsed):
        raise DatabaseError(
            f"There is no database {parsed.database} yet: the bot makes it when it starts. Or"
            " TENSEI_DATABASE_URL should name another one."
        )
    engine = new_engine(url)
    try:
        revision = await stored_revision(engine)
        if revision != migrations.head():
            return DatabaseStatus(revision)
        reading = engine.execution_options(**{READ_ONLY: True})
        async with AsyncSession(reading) as session:
            return await _count_rows(session, revision)
    except (DBAPIError, OSError) as error:
        raise DatabaseError(describe_unreachable(parsed, error)) from error
    finally:
        await engine.dispose()


async def read_revision(url: str) -> str | None:
    """Return the schema's revision, or None if there is none. Raise DatabaseError."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not _file_exists(parsed):
        return None
    engine = new_engine(url)
    try:
        return await stored_revision(engine)
    except (DBAPIError, OSError) as error:
        raise DatabaseError(describe_unreachable(parsed, error)) from error
    finally:
        await engine.dispose()


async def find_problem(database: Database) -> str | None:
    """Return why an open database cannot be used now, or None if it can."""
    try:
        stored = await stored_revision(database.engine)
    except (DBAPIError, OSError) as error:
        return f"it does not answer: {getattr(error, 'orig', None) or error}"
    if stored != migrations.head():
        return (
            f"its schema is {stored}, and this Tensei needs {migrations.head()}:"
            " run `python -m bot migrate`, or restart the bot"
        )
    return None


def _file_exists(url: URL) -> bool:
    return Path(url.database or "").is_file()


async def _count_rows(session: AsyncSession, revision: str) -> DatabaseStatus:
    unfinished, undelivered, oldest = 0, 0, []
    for table, is_wanted in (
        (SubmissionRow, SubmissionRow.reply_to.is_not(None)),
        (RunRow, RunRow.reply_to.is_not(None)),  # others were not requested yet
    ):
        is_open = (is_wanted, table.status.is_(None))
        count, first = (
            await session.execute(select(func.count(), func.min(table.received_at)).where(*is_open))
        ).one()
        unfinished += count
        oldest += [first] if first is not None else []
        is_undelivered = (is_wanted, table.status.is_not(None), table.delivered_at.is_(None))
        found = await session.scalar(select(func.count()).select_from(table).where(*is_undelivered))
        undelivered += found or 0
    learners = await session.scalar(select(func.count()).select_from(LearnerRow))
    return DatabaseStatus(revision, learners, unfinished, min(oldest, default=None), undelivered)
