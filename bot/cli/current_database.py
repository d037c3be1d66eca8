"""Opens the database for commands that work beside a running bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError

import migrations
from bot.settings import Settings
from bot.storage import Database, DatabaseError, open_database
from bot.storage.engine.db_status import read_status
from common.cli_runner import CommandError


@asynccontextmanager
async def current_database(settings: Settings) -> AsyncIterator[Database]:
    """Open a database that exists and is up to date, and close it afterwards.

    Raise CommandError if it is missing, of another version, or does not answer.
    """
    try:
        revision = (await read_status(settings.database_url)).revision
        if revision not in {None, *migrations.revisions()}:
            await open_database(settings.database_url)  # raises and says what to do
        if revision != migrations.head():
            raise CommandError(
                f"the database has the schema {revision or 'of nothing'}, and this Tensei needs"
                f" {migrations.head()}: run `python -m bot migrate`"
            )
        database = await open_database(settings.database_url)
    except DatabaseError as problem:
        raise CommandError(str(problem)) from problem
    try:
        yield database
    except DBAPIError as problem:
        raise CommandError(f"the database does not answer: {problem.orig}") from problem
    finally:
        await database.close()
