"""The migrations: upgrade and downgrade with rows, and agreement with the tables in code."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from asyncio.subprocess import PIPE
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import insert, inspect, select, table, text

import migrations
from bot.storage import models, open_database
from common.sql_engine import new_engine
from grader.queues.tables import graders, metadata

Tables = dict[str, list[dict[str, Any]]]

TABLES = (models.Base.metadata, metadata)
ROOT = Path(__file__).parents[3]
NOT_OURS = {"alembic_version", "sqlite_sequence"}
NOW = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
OTHER_NAMES = {"role_rewards": "track_roles"}
"""The names of tables before the revision that renamed them."""


def one_of_each() -> list[models.Base]:
    """Return one row for every table."""
    return [
        models.LearnerRow(id=1, platform="local", account="aki", name="Aki", met_at=NOW),
        models.AccountRow(learner_id=1, platform="local", account="aki", name="Aki", met_at=NOW),
        models.AttachmentRow(
            learner_id=1, digest="d", media_type="image/png", size=1, kept_at=NOW, content=b"x"
        ),
        models.LinkingRow(learner_id=1, code_hash="h", expires_at=NOW),
        models.LinkRequestRow(learner_id=1, asker_id=1, expires_at=NOW),
        models.StudyGroupRow(
            id=1, platform="local", place="", name="", is_default=True, created_at=NOW
        ),
        models.MembershipRow(group_id=1, learner_id=1, joined_at=NOW),
        models.FormerMemberRow(group_id=1, learner_id=1, joined_at=NOW, left_at=NOW),
        models.CourseRow(id=1, group_id=1, name="c", text="t", started_at=NOW),
        models.CourseDraftRow(learner_id=1, text="t", created_at=NOW),
        models.WeeklyPlanRow(learner_id=1, group_id=1, next_at=NOW),
        models.SubmissionRow(
            id="s",
            learner_id=1,
            exercise="x",
            code="",
            reply_to="m1",
            received_at=NOW,
            pasted_error="e",
        ),
        models.DisputeRow(id=1, learner_id=1, submission_id="s", created_at=NOW),
        models.RegradeRow(
            id=1, learner_id=1, submission_id="s", version="v", created_at=NOW, attempts=0
        ),
        models.NoticeRow(
            id=1, learner_id=1, kind="dispute", subject="1", created_at=NOW, due_at=NOW
        ),
        models.MissedReplyRow(job="s", learner_id=1, platform="local", missed_at=NOW),
        models.RunRow(id="r", learner_id=1, code="", received_at=NOW, exercise="x"),
        models.OpenQuestionRow(learner_id=1, question="q", action="answer:q", asked_at=NOW),
        models.LedgerEntry(
            learner_id=1,
            key="k",
            kind="exercise",
            subject="x",
            points=1,
            earned_at=NOW,
            earned_on=NOW.date(),
        ),
        models.QuizAnswerRow(
            learner_id=1, question="q", answer="a", correct=False, mistake="t", answered_at=NOW
        ),
        models.ReviewRow(
            learner_id=1, kind="question", subject="q", state=1, due=NOW, reviewed_at=NOW
        ),
        models.ReviewParametersRow(
            id=1, parameters=[0.2], answers=1, loss=0.3, loss_before=0.4, fitted_at=NOW
        ),
        models.SelfCheckRow(learner_id=1, track="t", item="i", checked_at=NOW),
        models.HintRow(learner_id=1, exercise="x", seen=1),
        models.BookmarkRow(learner_id=1, lesson="l", page=1, left_at=NOW),
        models.PlaceRow(platform="local", place="", answers="direct"),
        models.ChannelPolicyRow(
            platform="local", place="", channel="c", policy="quiet", language="ja"
        ),
        models.RoleRewardRow(platform="local", place="", track="t", item="", role="1"),
        models.GivenRoleRow(
            learner_id=1,
            platform="local",
            place="",
            track="t",
            item="",
            account="a",
            role="1",
            given_at=NOW,
        ),
        models.InstallationRow(
            platform="slack",
            place="T1",
            name="Study",
            bot_user="U1",
            bot_id="B1",
            installer="T1:U2",
            sealed_token="x",
            installed_at=NOW,
        ),
        models.InstallStateRow(state_hash="h", expires_at=NOW),
        models.LiveClassRow(
            id=1,
            learner_id=1,
            platform="local",
            channel="c",
            group_id=1,
            exercise="x",
            language="en",
            zone="UTC",
            started_at=NOW,
            ends_at=NOW,
        ),
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
        models.DailyItemRow(post_id=1, at=0, kind="page", subject="tensors:1"),
        models.DailyManagerRow(channel_id=1, learner_id=1),
        models.CourseChannelRow(channel_id=1, group_id=1),
        models.DailyAnswerRow(learner_id=1, post_id=1, correct=True, answered_at=NOW),
        models.TriedMessageRow(platform="slack", message="T1:D1:1.0", tries=1, tried_at=NOW),
        models.LocalMessageRow(
            id="m", account="aki", author="learner", content="{}", final=True, created_at=NOW
        ),
    ]


async def fill(url: str) -> None:
    """Open the database and insert the rows."""
    database = await open_database(url)
    for row in one_of_each():
        async with database.write_session() as session:
            session.add(row)
    async with database.write_session() as session:
        await session.execute(
            insert(graders).values(id="g", role="r", announcement={}, notice="", seen_at=NOW)
        )
    await database.close()


async def rows_in_each(url: str) -> Tables:
    """Return every row of every table as the database has them, whatever the code says."""
    engine = new_engine(url)
    async with engine.connect() as connection:
        found = {
            name: [
                dict(row)
                for row in (
                    await connection.execute(select(text("*")).select_from(table(name)))
                ).mappings()
            ]
            for name in await connection.run_sync(lambda sync: inspect(sync).get_table_names())
            if name not in NOT_OURS and not name.startswith("procrastinate_")
        }
    await engine.dispose()
    return found


def kept(before: Tables, after: Tables) -> Tables:
    """Return the earlier rows, without tables and columns that the later ones lack.

    They are by the later names of their tables.
    """
    return {
        name: [{column: row[column] for column in row if column in after[name][0]} for row in rows]
        for earlier, rows in before.items()
        for name in (earlier if earlier in after else OTHER_NAMES.get(earlier, earlier),)
        if after.get(name)
    }


async def test_every_step_down_and_up_keeps_what_it_is_not_about(bare_database_url: str) -> None:
    await fill(bare_database_url)
    newest = await rows_in_each(bare_database_url)
    ours = (*models.Base.metadata.tables, *metadata.tables)
    assert {name: len(rows) for name, rows in newest.items()} == dict.fromkeys(ours, 1)
    before = newest
    for revision, older in pairwise((*migrations.revisions()[::-1], "base")):
        await asyncio.to_thread(migrations.downgrade, bare_database_url, older)
        down = await rows_in_each(bare_database_url)
        assert all(down.values()), f"going down from {revision} loses rows"
        assert kept(before, down) == down, f"going down from {revision} changes rows"
        await asyncio.to_thread(migrations.upgrade, bare_database_url, revision)
        up = await rows_in_each(bare_database_url)
        assert set(up) == set(before)
        assert kept(up, down) == down, f"going up to {revision} loses or changes rows"
        await asyncio.to_thread(migrations.downgrade, bare_database_url, older)
        before = down
    assert await rows_in_each(bare_database_url) == {}
    await fill(bare_database_url)


async def test_processes_that_bring_one_database_up_to_date_together_do_not_disturb_each_other(
    bare_database_url: str,
) -> None:
    program = (
        "import asyncio, sys\n"
        "from bot.storage import open_database\n"
        "sys.stdin.read()\n"
        f"asyncio.run(open_database({bare_database_url!r}))\n"
    )
    bots = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdin=PIPE, stderr=PIPE)
        for _ in range(3)
    ]
    ends = await asyncio.wait_for(asyncio.gather(*(bot.communicate(b"") for bot in bots)), 120)
    assert [bot.returncode for bot in bots] == [0, 0, 0], ends
    await asyncio.to_thread(migrations.check, bare_database_url, TABLES)


async def test_the_tables_in_code_and_in_the_migrations_are_the_same(
    bare_database_url: str,
) -> None:
    await (await open_database(bare_database_url)).close()
    await asyncio.to_thread(migrations.check, bare_database_url, TABLES)


async def test_a_table_of_somebody_else_is_left_alone(bare_database_url: str) -> None:
    database = await open_database(bare_database_url)
    async with database.write_session() as session:
        await session.execute(text("CREATE TABLE queue_jobs (id INTEGER PRIMARY KEY)"))
    await database.close()
    await asyncio.to_thread(migrations.check, bare_database_url, TABLES)


async def test_alembics_own_command_line_upgrades_as_well(bare_database_url: str) -> None:
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "alembic", "upgrade", "head"],
        check=False,
        timeout=60,
        cwd=ROOT,
        env={**os.environ, "TENSEI_DATABASE_URL": bare_database_url},
    )
    assert done.returncode == 0
    await asyncio.to_thread(migrations.check, bare_database_url, TABLES)


def test_the_revisions_read_from_file_names_are_those_of_alembic() -> None:
    scripts = ScriptDirectory(str(migrations.FOLDER))
    oldest_first = [each.revision for each in scripts.walk_revisions()][::-1]
    assert list(migrations.revisions()) == oldest_first
    assert migrations.head() == scripts.get_current_head()


async def test_a_start_with_nothing_to_migrate_does_not_even_load_alembic(
    bare_database_url: str,
) -> None:
    await (await open_database(bare_database_url)).close()
    program = (
        "import asyncio, sys\n"
        "from bot.storage import open_database\n"
        f"asyncio.run(open_database({bare_database_url!r}))\n"
        "sys.exit('alembic' in sys.modules)\n"
    )
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", program], check=False, timeout=60
    )
    assert done.returncode == 0


@pytest.mark.parametrize("name", sorted(models.Base.metadata.tables))
def test_every_constraint_has_a_name_that_a_later_migration_can_use(name: str) -> None:
    table = models.Base.metadata.tables[name]
    assert table.constraints
    assert all(constraint.name for constraint in table.constraints)


async def test_entries_from_before_get_the_day_of_their_learners_zone(
    bare_database_url: str,
) -> None:
    zones = [("Asia/Tokyo", None, None), (None, "America/New_York", "ja"), (None, None, "ja-JP")]
    zones += [(None, None, None), ("Gone/Nowhere", None, None)]
    late = datetime(2026, 4, 1, 20, 0, tzinfo=UTC)
    early = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)
    database = await open_database(bare_database_url)
    async with database.write_session() as session:
        for at, (zone, told_zone, locale) in enumerate(zones, start=1):
            session.add(
                models.LearnerRow(
                    id=at,
                    platform="local",
                    account=str(at),
                    name="",
                    met_at=NOW,
                    zone=zone,
                    told_zone=told_zone,
                    locale=locale,
                )
            )
            await session.flush()
            for when in (early, late):
                session.add(
                    models.LedgerEntry(
                        learner_id=at,
                        key=f"{at}{when}",
                        kind="exercise",
                        subject="x",
                        points=1,
                        earned_at=when,
                        earned_on=NOW.date(),
                    )
                )
    await database.close()
    await asyncio.to_thread(migrations.downgrade, bare_database_url, "0030")
    await asyncio.to_thread(migrations.upgrade, bare_database_url, "head")
    database = await open_database(bare_database_url)
    async with database.read_session() as session:
        found = await session.execute(
            select(models.LedgerEntry.earned_on).order_by(
                models.LedgerEntry.learner_id, models.LedgerEntry.earned_at
            )
        )
        days = [row.earned_on.day for row in found]
    await database.close()
    assert days == [1, 2, 31, 1, 1, 2, 1, 1, 1, 1]
