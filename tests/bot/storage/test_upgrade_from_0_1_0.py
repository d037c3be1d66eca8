"""A database of version 0.1.0 with rows in every table means the same after the upgrade."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, inspect, select, table
from sqlalchemy.engine import URL

from bot.i18n import Translations
from bot.platforms.local.account_keys import account_of
from bot.storage import open_database
from bot.storage.engine.secret_box import SecretBox
from bot.storage.models import InstallationRow, SubmissionRow
from bot.tutor.identity import ChatUser
from bot.tutor.replies.model import File, Reply, Table
from common.sql_engine import new_engine
from lessons.curriculum import Catalog
from tests.support import version_0_1_0
from tests.support.announcement_channels import Channels
from tests.support.built_in import built_in_lessons, strict_translations
from tests.support.study import Study, actions, blocks, text
from tests.support.verdicts_0_1_0 import FACTS
from tests.support.version_0_1_0 import NOW, ROWS

NOT_OURS = {"alembic_version", "sqlite_sequence"}

AKI = ChatUser("local", "aki", "Aki", "en", "home")
AKI_ON_DISCORD = ChatUser("discord", "78", "aki.t", "en", "home")
BEN = ChatUser("local", account_of("C++ Ben"), "C++ Ben", "en", "home")
KENTA = ChatUser("slack", "T1:U2", "健太", "ja-JP", "T1")


async def count_rows(url: str) -> dict[str, int]:
    """Return the number of rows of each table."""
    engine = new_engine(url)
    async with engine.connect() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
        counts = {
            name: int(await connection.scalar(select(func.count()).select_from(table(name))) or 0)
            for name in names
            if name not in NOT_OURS and not name.startswith("procrastinate_")
        }
    await engine.dispose()
    return counts


def create_old(url: str) -> None:
    version_0_1_0.create(url)
    asyncio.run(version_0_1_0.fill(url))


@pytest.fixture(scope="module")
def old_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a database of version 0.1.0."""
    path = tmp_path_factory.mktemp("old") / "tensei.db"
    create_old(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture(scope="module")
def old_postgres(postgres: URL) -> Iterator[str]:
    """The name of a database of version 0.1.0."""
    name = f"tensei_0_1_0_{uuid.uuid4().hex[:12]}"
    execute(postgres, f"CREATE DATABASE {name}")
    create_old(postgres.set(database=name).render_as_string(hide_password=False))
    yield name
    execute(postgres, f"DROP DATABASE {name} WITH (FORCE)")


def execute(server: URL, statement: str) -> None:
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture
def copied_sqlite(old_sqlite: Path, tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{shutil.copy(old_sqlite, tmp_path / 'tensei.db')}"


@pytest.fixture
def copied_postgres(postgres: URL, old_postgres: str) -> Iterator[str]:
    name = f"tensei_{uuid.uuid4().hex[:12]}"
    execute(postgres, f"CREATE DATABASE {name} TEMPLATE {old_postgres}")
    yield postgres.set(database=name).render_as_string(hide_password=False)
    execute(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def old_url(request: pytest.FixtureRequest) -> str:
    """The URL of a database that version 0.1.0 wrote."""
    return str(request.getfixturevalue(f"copied_{request.param}"))


@pytest.fixture(scope="module")
def lessons() -> Catalog:
    return built_in_lessons()


@pytest.fixture(scope="module")
def words() -> Translations:
    return strict_translations()


@pytest.fixture
async def study(old_url: str, lessons: Catalog, words: Translations) -> AsyncIterator[Study]:
    """A tutor of this version that has opened the database of version 0.1.0."""
    database = await open_database(old_url)
    study = Study(database, lessons, words)
    study.now = NOW
    for platform in ("discord", "slack"):
        study.connect(platform)
    yield study
    await database.close()


async def said(study: Study, user: ChatUser, line: str) -> Reply:
    name, _, argument = line.removeprefix("/").partition(" ")
    return await study.tutor.command(user, name, argument, study.next_place())


async def pressed(study: Study, user: ChatUser, action: str) -> Reply:
    return await study.tutor.act(user, action, "", study.next_place())


def cells(reply: Reply) -> list[tuple[Any, ...]]:
    return [tuple(row) for each in blocks(reply, Table) for row in each.rows]


async def test_the_old_database_has_rows_in_every_table(old_url: str) -> None:
    counts = await count_rows(old_url)
    assert counts == {name: len(rows) for name, rows in ROWS.items()}
    assert all(counts.values())


async def test_the_upgrade_loses_no_row(old_url: str) -> None:
    before = await count_rows(old_url)
    await (await open_database(old_url)).close()
    after = await count_rows(old_url)
    assert {name: after[name] for name in before} == before


def test_what_learners_had_passed_is_still_in_the_lessons(lessons: Catalog) -> None:
    assert {*version_0_1_0.EXERCISES} <= {each.id for each in lessons.exercises()}
    found = {each.slug: [question.id for question in each.questions] for each in lessons.lessons()}
    for lesson, count in version_0_1_0.QUESTIONS.items():
        assert {f"{lesson}/{number}" for number in range(1, count + 1)} <= {*found[lesson]}
    items = {(track.slug, item.key) for track in lessons.tracks for item in track.checklist}
    assert {("pytorch-basics", each) for each in version_0_1_0.CHECKLIST} <= items


async def test_a_streak_goes_on_with_the_days_of_the_learners_zone(study: Study) -> None:
    # The last point was earned at 16:00 UTC, which is today in Tokyo: today is part of the streak.
    greeting = text(await said(study, AKI, "/start"))
    assert "Streak: 3 days." in greeting
    assert "Today is already part of it" in greeting


async def test_points_and_the_order_of_a_board_are_as_before(study: Study) -> None:
    board = cells(await pressed(study, AKI, "board:3:all"))
    assert [(name, points) for _, name, points in board] == [("Aki", "16"), ("C++ Ben", "8")]


async def test_the_checklist_is_as_before(study: Study) -> None:
    progress = text(await said(study, AKI, "/progress"))
    ticked = [line for line in progress.splitlines() if "☑" in line]
    assert len(ticked) == 1
    assert "NumPy" in ticked[0]


async def test_a_lesson_goes_on_at_the_page_of_the_bookmark(study: Study) -> None:
    assert "page 3 of 6" in text(await said(study, AKI, "/lesson"))


async def test_reviews_that_were_due_are_due(study: Study) -> None:
    assert "**2 things are due for review**" in text(await said(study, AKI, "/start"))
    assert "evens" in " ".join(actions(await said(study, AKI, "/review")))


async def test_open_submissions_and_runs_are_graded_and_answered_where_they_were_sent(
    study: Study,
) -> None:
    await study.tutor.jobs.resume()
    assert {job.id for job in study.queue.sent} == {"s-open", "r-open"}
    (job,) = [each for each in study.queue.sent if each.id == "s-open"]
    await study.passes_job(job)
    (reply,) = [reply for to, reply in study.delivered if to == "s-open-reply"]
    assert "+10" in text(reply)


async def test_code_that_waits_for_its_button_can_be_run(study: Study) -> None:
    await pressed(study, AKI, "run:r-stored")
    assert [job.id for job in study.queue.sent] == ["r-stored"]


async def test_the_daily_prompt_goes_on_with_its_next_piece(study: Study) -> None:
    channels = Channels()
    study.connect("local", announcer=channels)
    study.now = NOW.replace(hour=10, minute=1)
    await study.tutor.scheduler.run_due()
    (post,) = channels.posts
    assert post.channel == "everyone"
    assert "Day 3" in text(post.reply)
    assert "exercise:tensors/frame" in actions(post.reply)


async def test_the_buttons_of_an_old_daily_prompt_are_answered(study: Study) -> None:
    assert "Right" in text(await pressed(study, AKI, "today:2:tensors/2:tensor([0, 3, 6, 9])"))


async def test_a_reminder_is_sent_at_its_hour(study: Study) -> None:
    channels = Channels()
    study.connect("local", announcer=channels)
    study.now = NOW.replace(hour=11, minute=1)
    await study.tutor.scheduler.run_due()
    assert [account for account, _ in channels.told] == ["aki"]


async def test_a_group_has_its_teacher_and_no_one_else_sees_its_overview(study: Study) -> None:
    assert "Night owls" in text(await pressed(study, AKI, "group:3:overview"))
    refused = await pressed(study, BEN, "group:3:overview")
    assert blocks(refused, Table) == []


async def test_linked_accounts_are_one_learner_and_a_name_finds_its_account(study: Study) -> None:
    for user in (AKI, AKI_ON_DISCORD):
        assert "with 16 points" in text(await said(study, user, "/leaderboard"))
    assert "C++ Ben" in str(cells(await said(study, BEN, "/leaderboard")))


async def test_a_code_to_link_an_account_still_finds_its_learner(study: Study) -> None:
    asked = await said(study, BEN, f"/settings link {version_0_1_0.LINK_CODE}")
    assert "健太" in text(asked)


async def test_the_history_shows_old_verdicts_also_those_with_a_mistake_that_is_gone(
    study: Study,
) -> None:
    for id in ("s-passed", "s-failed", "s-unnamed"):
        assert "def " in text(await pressed(study, AKI, f"try:{id}"))


@pytest.mark.parametrize("language", ["en", "ja"])
async def test_an_old_verdict_with_any_kind_of_problem_is_explained_in_both_languages(
    study: Study, language: str
) -> None:
    await pressed(study, BEN, f"language:{language}")
    explained = {text(await pressed(study, BEN, f"try:s-{kind}")) for kind in FACTS}
    assert len(explained) == len(FACTS)


async def test_an_export_has_everything_of_the_learner(study: Study) -> None:
    (file,) = blocks(await said(study, AKI, "/privacy export"), File)
    held = json.loads(base64.b64decode(file.base64))
    owned = {
        name: [row for row in rows if row.get("learner_id") == 1] for name, rows in ROWS.items()
    }
    assert {name: len(held[name]) for name, rows in owned.items() if rows} == {
        name: len(rows) for name, rows in owned.items() if rows
    }
    assert held["learners"][0]["zone"] == "Asia/Tokyo"
    assert {each["code"] for each in held["submissions"]} >= {version_0_1_0.RIGHT}
    (kenta,) = blocks(await said(study, KENTA, "/privacy export"), File)
    installed = json.loads(base64.b64decode(kenta.base64))["installations"]
    assert [each["name"] for each in installed] == ["Study"]


async def test_secrets_are_kept_apart_from_addresses_and_the_workspaces_token_is_read(
    study: Study,
) -> None:
    async with study.database.read_session() as session:
        sent = {row.id: row for row in await session.scalars(select(SubmissionRow))}
        installation = (await session.scalars(select(InstallationRow))).one()
    assert "a-token" not in sent["s-discord"].reply_to
    assert "hooks.slack.com" not in sent["s-slack"].reply_to
    box = SecretBox([version_0_1_0.SECRET_KEY])
    assert box.decrypt(installation.sealed_token, "T1") == "xoxb-of-0.1.0"


async def test_the_chosen_way_of_answering_in_a_workspace_is_as_before(study: Study) -> None:
    assert await study.tutor.workspace_settings.reply_mode("slack", "T1") == "direct"


async def test_a_new_row_gets_a_number_after_the_old_ones(study: Study) -> None:
    await said(study, ChatUser("local", "new", "New", "en", "home"), "/group create Early birds")
    await study.tutor.message(AKI, version_0_1_0.RIGHT_EVENS, study.next_place())
    assert "+8" in text(await study.grade())  # one hint was seen before the upgrade
