"""How a database stands, for whoever operates it. Nothing here changes it."""

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
    """`revision` is the schema's; the rest is None where that is not the one this code knows."""

    revision: str | None
    learners: int | None = None
    unfinished: int | None = None  # submissions and runs without an end
    oldest_unfinished: datetime | None = None  # when it was received
    untold: int | None = None  # those with an end that their learner has not seen


async def read_status(url: str) -> DatabaseStatus:
    """Raises DatabaseProblem where there is no such database, or it does not answer."""
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
    """The schema of the database there; None where it has none. Raises DatabaseProblem."""
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
    """Why an open database cannot be worked with just now; None where it can."""
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
    unfinished, untold, oldest = 0, 0, []
    for table, wanted in (
        (SubmissionRow, SubmissionRow.reply_to.is_not(None)),
        (RunRow, RunRow.reply_to.is_not(None)),  # others were only offered
    ):
        open_ = (wanted, table.status.is_(None))
        count, first = (
            await session.execute(select(func.count(), func.min(table.received_at)).where(*open_))
        ).one()
        unfinished += count
        oldest += [first] if first is not None else []
        ended = (wanted, table.status.is_not(None), table.delivered_at.is_(None))
        untold += await session.scalar(select(func.count()).select_from(table).where(*ended)) or 0
    learners = await session.scalar(select(func.count()).select_from(LearnerRow))
    return DatabaseStatus(revision, learners, unfinished, min(oldest, default=None), untold)
