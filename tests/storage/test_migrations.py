"""The migrations: up and down with rows, and in step with the tables in code."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select, text

import migrations
from bot.storage import models, open_database
from bot.storage.database import new_engine

NOW = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)


def one_of_each() -> list[models.Row]:
    return [
        models.LearnerRow(id=1, platform="local", account="aki", name="Aki", met_at=NOW),
        models.StudyGroupRow(
            id=1, platform="local", place="", name="", is_default=True, created_at=NOW
        ),
        models.MembershipRow(group_id=1, learner_id=1, joined_at=NOW),
        models.SubmissionRow(
            id="s", learner_id=1, exercise="x", code="", reply_to="m1", received_at=NOW
        ),
        models.RunRow(id="r", learner_id=1, code="", received_at=NOW),
        models.PointsRow(
            learner_id=1, key="k", kind="exercise", subject="x", points=1, earned_at=NOW
        ),
        models.QuizAnswerRow(learner_id=1, question="q", answer="a", correct=True, answered_at=NOW),
        models.ReviewRow(
            learner_id=1, kind="question", subject="q", state=1, due=NOW, reviewed_at=NOW
        ),
        models.SelfCheckRow(learner_id=1, track="t", item="i", checked_at=NOW),
        models.HintRow(learner_id=1, exercise="x", seen=1),
        models.BookmarkRow(learner_id=1, lesson="l", page=1, left_at=NOW),
        models.PlaceRow(platform="local", place="", answers="direct"),
        models.DailyChannelRow(
            id=1,
            platform="local",
            place="",
            channel="c",
            hour=9,
            zone="UTC",
            weekdays="01234",
            track="t",
            pace=1,
            language="en",
            position=0,
        ),
        models.DailyPostRow(
            id=1, channel_id=1, day=NOW.date(), position=0, claimed_at=NOW, skipped=False
        ),
        models.DailyAnswerRow(learner_id=1, post_id=1, correct=True, answered_at=NOW),
        models.LocalMessageRow(
            id="m", account="aki", author="learner", content="{}", final=True, created_at=NOW
        ),
    ]


async def fill(url: str) -> None:
    database = await open_database(url)
    for row in one_of_each():
        async with database.writing() as session:
            session.add(row)
    await database.close()


async def rows_in_each(url: str) -> dict[str, int]:
    database = await open_database(url)
    async with database.reading() as session:
        counts = {
            name: await session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in models.Row.metadata.tables.items()
        }
    await database.close()
    return counts


async def tables(url: str) -> set[str]:
    engine = new_engine(url)
    async with engine.connect() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await engine.dispose()
    return set(names)


async def test_up_down_and_up_again_with_a_row_in_every_table(database_url: str) -> None:
    await fill(database_url)
    assert set((await rows_in_each(database_url)).values()) == {1}
    await asyncio.to_thread(migrations.downgrade, database_url, "base")
    assert await tables(database_url) <= {"alembic_version", "sqlite_sequence"}
    await fill(database_url)
    assert set((await rows_in_each(database_url)).values()) == {1}


async def test_the_tables_in_code_and_in_the_migrations_are_the_same(database_url: str) -> None:
    await (await open_database(database_url)).close()
    await asyncio.to_thread(migrations.check, database_url)


async def test_a_table_of_somebody_else_is_left_alone(database_url: str) -> None:
    database = await open_database(database_url)
    async with database.writing() as session:
        await session.execute(text("CREATE TABLE queue_jobs (id INTEGER PRIMARY KEY)"))
    await database.close()
    await asyncio.to_thread(migrations.check, database_url)


def test_the_revisions_read_from_file_names_are_those_of_alembic() -> None:
    scripts = ScriptDirectory(str(migrations.FOLDER))
    oldest_first = [each.revision for each in scripts.walk_revisions()][::-1]
    assert list(migrations.revisions()) == oldest_first
    assert migrations.head() == scripts.get_current_head()


async def test_a_start_with_nothing_to_migrate_does_not_even_load_alembic(
    database_url: str,
) -> None:
    await (await open_database(database_url)).close()
    program = (
        "import asyncio, sys\n"
        "from bot.storage import open_database\n"
        f"asyncio.run(open_database({database_url!r}))\n"
        "sys.exit('alembic' in sys.modules)\n"
    )
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", program], check=False, timeout=60
    )
    assert done.returncode == 0


@pytest.mark.parametrize("name", sorted(models.Row.metadata.tables))
def test_every_constraint_has_a_name_that_a_later_migration_can_use(name: str) -> None:
    table = models.Row.metadata.tables[name]
    assert table.constraints
    assert all(constraint.name for constraint in table.constraints)
