"""Merging two learners: what happens to the rows of each table."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text

from bot.storage import Database, models, open_database
from bot.storage.accounts.learners import lock
from bot.storage.accounts.merge_accounts import KEPT_ROWS, merge
from bot.storage.accounts.privacy import owned_columns
from bot.storage.learning import progress
from bot.storage.models import Base, LedgerEntry, MembershipRow, ReviewRow
from bot.tutor.identity import ChatUser
from tests.support.polling import until
from tests.support.study import Study
from tests.support.two_chats import (
    AKI,
    AKI_T,
    BEN,
    count_learners,
    judged,
    learner_of,
    ledger,
    link_answer,
    linked,
    passes,
    presses,
    requests_link,
    types,
)

EARLY = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
LATE = EARLY + timedelta(hours=1)
OLDER, YOUNGER = 1, 2


@pytest.fixture
async def two(database: Database) -> Database:
    """A database with two learners, and the rows that theirs refer to."""
    async with database.write_session() as session:
        for number in (OLDER, YOUNGER):
            account = {"platform": "local", "account": f"a{number}", "name": f"A{number}"}
            await session.execute(insert(models.LearnerRow).values(**account, met_at=EARLY))
            learner = {"learner_id": number, "met_at": EARLY}
            await session.execute(insert(models.AccountRow).values(**account, **learner))
        session.add_all(
            [
                models.StudyGroupRow(
                    platform="local", place="x", name="", is_default=True, created_at=EARLY
                ),
                models.DailyChannelRow(
                    platform="local",
                    place="x",
                    channel="c",
                    hour=9,
                    zone="UTC",
                    weekdays="0",
                    track="t",
                    pace=1,
                    language="en",
                    position=0,
                ),
            ]
        )
        await session.flush()
        session.add(
            models.DailyPostRow(
                channel_id=1, day=EARLY.date(), position=0, claimed_at=EARLY, skipped=False
            )
        )
    return database


async def merged(database: Database) -> None:
    async with database.write_session() as session:
        assert len(await lock(session, OLDER, YOUNGER)) == 2
        await merge(session, OLDER, YOUNGER)


async def with_one_each(database: Database, table: type[Base], olders: Any, youngers: Any) -> Any:
    """Insert a row of a table for both; return those that exist after the merge."""
    async with database.write_session() as session:
        session.add_all([table(learner_id=OLDER, **olders), table(learner_id=YOUNGER, **youngers)])
    await merged(database)
    async with database.read_session() as session:
        found = (await session.scalars(select(table))).all()
    assert {each.learner_id for each in found} == {OLDER}  # type: ignore[attr-defined]
    return found


ROWS: Mapping[str, dict[str, Any]] = {
    "reviews": {"kind": "question", "subject": "q", "state": 1, "due": EARLY},
    "self_checks": {"track": "t", "item": "i"},
    "hints": {"exercise": "x"},
    "bookmarks": {"lesson": "l", "page": 1},
    "daily_answers": {"post_id": 1, "correct": True},
    "attachments": {"digest": "d", "media_type": "image/png", "size": 1, "content": b"x"},
    "memberships": {"group_id": 1},
    "former_members": {"group_id": 1, "joined_at": EARLY},
    "submissions": {"exercise": "x", "code": "", "reply_to": "m"},
    "runs": {"code": "", "reply_to": "m"},
    "open_questions": {"question": "q", "action": "a"},
    "notices": {"kind": "dispute", "subject": "1", "due_at": LATE},
    "course_drafts": {"text": "t"},
    "weekly_plans": {"group_id": 1},
}
"""One row of each table with a unique key per learner, but for what decides the merge."""

TABLES = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}


@pytest.mark.parametrize("olders_is_less", [True, False])
@pytest.mark.parametrize("name", sorted(KEPT_ROWS))
async def test_of_two_that_there_can_be_once_the_one_that_says_more_stays(
    two: Database, name: str, olders_is_less: bool
) -> None:
    column, which = KEPT_ROWS[name]
    less, more = (1, 2) if name == "hints" else (EARLY, LATE)
    both: list[dict[str, Any]] = [{column: less}, {column: more}]
    if name in {"submissions", "runs"}:
        both = [each | {"id": str(number)} for number, each in enumerate(both)]
    if name == "submissions":
        both = [each | {"received_at": each[column]} for each in both]
    olders, youngers = both if olders_is_less else both[::-1]
    (stays,) = await with_one_each(two, TABLES[name], ROWS[name] | olders, ROWS[name] | youngers)
    assert getattr(stays, column) == (less if which == "least" else more)


@pytest.mark.parametrize("name", sorted(ROWS))
async def test_what_only_one_of_them_has_stays_in_any_case(two: Database, name: str) -> None:
    column, _ = KEPT_ROWS[name]
    row = ROWS[name] | {column: 1 if name == "hints" else EARLY}
    row |= {"id": "1"} if name in {"submissions", "runs"} else {}
    async with two.write_session() as session:
        session.add(TABLES[name](learner_id=YOUNGER, **row))
    await merged(two)
    async with two.read_session() as session:
        assert await session.scalar(select(TABLES[name].learner_id)) == OLDER


def test_each_table_in_which_a_learner_has_a_thing_only_once_has_been_thought_of() -> None:
    once = {
        column.table.name
        for column in owned_columns()
        for key in (
            column.table.primary_key,
            *(each for each in column.table.constraints if "Unique" in type(each).__name__),
        )
        if column.name in key.columns
    }
    assert once - {"linking", "link_requests"} == set(KEPT_ROWS) == set(ROWS)


async def test_a_group_that_either_taught_is_taught_by_the_one(two: Database) -> None:
    since = {"group_id": 1, "joined_at": EARLY}
    (row,) = await with_one_each(
        two, MembershipRow, since, since | {"joined_at": LATE, "teacher": True}
    )
    assert (row.teacher, row.joined_at) == (True, EARLY)


@pytest.mark.parametrize("once_per", ["", "2026-04-01"])
@pytest.mark.parametrize("first", [OLDER, YOUNGER])
async def test_a_thing_that_both_have_earned_counts_once_as_it_was_earned_first(
    two: Database, first: int, once_per: str
) -> None:
    entry = {"kind": progress.EXERCISE, "subject": "tensors/1:2", "once_per": once_per}
    async with two.write_session() as session:
        for number in (OLDER, YOUNGER):
            when, points = (EARLY, 10) if number == first else (LATE, 7)
            await progress.award(session, number, **entry, points=points, now=when, day=when.date())  # type: ignore[arg-type]
    await merged(two)
    async with two.write_session() as session:
        (row,) = (await session.scalars(select(LedgerEntry))).all()
        again = await progress.award(session, OLDER, **entry, points=10, now=LATE, day=LATE.date())  # type: ignore[arg-type]
    assert (row.learner_id, row.points, row.earned_at) == (OLDER, 10, EARLY)
    assert not again


async def test_what_each_has_earned_alone_is_the_ones_and_cannot_be_earned_again(
    study: Study,
) -> None:
    await passes(study, AKI, "evens")
    await passes(study, AKI_T, "to_float")
    await linked(study)
    for who in (AKI, AKI_T):
        await passes(study, who, "evens")
        await passes(study, who, "to_float")
    assert [each.points for each in await ledger(study, AKI)] == [10, 10]


async def test_nobody_else_is_touched(study: Study) -> None:
    await passes(study, BEN, "evens")
    await passes(study, AKI, "evens")
    await passes(study, AKI_T, "evens")
    before = [(each.key, each.learner_id) for each in await ledger(study, BEN)]
    await linked(study)
    assert [(each.key, each.learner_id) for each in await ledger(study, BEN)] == before
    assert await count_learners(study) == 2


SETTINGS = [
    ("/language ja", "/language en", "language", "ja"),
    ("/start", "/language ja", "language", "ja"),
    ("/settings Europe/London", "/settings Asia/Seoul", "zone", "Europe/London"),
    ("/start", "/settings Asia/Seoul", "zone", "Asia/Seoul"),
    ("/start", "/start", "zone", None),
    ("/settings hide", "/start", "hidden", True),
    ("/start", "/settings hide", "hidden", True),
    ("/review remind 7", "/review remind 20", "remind_hour", 7),
    ("/start", "/review remind 20", "remind_hour", 20),
]


@pytest.mark.parametrize(("olders", "youngers", "setting", "joined"), SETTINGS)
async def test_what_the_older_account_has_chosen_stays_and_else_the_youngers(
    study: Study, olders: str, youngers: str, setting: str, joined: object
) -> None:
    await types(study, AKI, olders)
    await types(study, AKI_T, youngers)
    await linked(study, AKI_T, AKI)  # whoever asks, the older stays the older
    assert getattr(await learner_of(study, AKI_T), setting) == joined


async def test_days_begin_at_the_same_hour_whichever_account_is_written_from(
    study: Study,
) -> None:
    in_japan = replace(AKI, locale="ja")
    await types(study, in_japan, "/review remind 20")
    await types(study, AKI_T, "/settings")
    await linked(study, in_japan, AKI_T)
    one = await learner_of(study, AKI_T)
    assert one.zone == "Asia/Tokyo"
    assert one.remind_at == datetime(2026, 4, 1, 11, 0, tzinfo=UTC)


async def test_it_is_done_as_a_whole_or_not_at_all(two: Database) -> None:
    async with two.write_session() as session:
        session.add(ReviewRow(learner_id=YOUNGER, reviewed_at=EARLY, **ROWS["reviews"]))

    async def half_done() -> None:
        async with two.write_session() as session:
            await lock(session, OLDER, YOUNGER)
            await merge(session, OLDER, YOUNGER)
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="the power went"):
        await half_done()
    async with two.read_session() as session:
        assert await session.scalar(select(ReviewRow.learner_id)) == YOUNGER


async def test_verdicts_that_come_while_accounts_are_linked_are_counted_once_and_kept(
    study: Study,
) -> None:
    await types(study, AKI, "/start")
    for number in range(5):
        other = ChatUser("slack", f"U{number}", f"U{number}", "en", "team")
        await types(study, other, "def evens(x):\n    return x")
        await requests_link(study, AKI, other)
        action = link_answer(await types(study, AKI, "/settings link"), "yes")
        await asyncio.gather(presses(study, AKI, action), judged(study))
    assert await count_learners(study) == 1
    assert [each.points for each in await ledger(study, AKI)] == [10]
    async with study.database.read_session() as session:
        open_ = select(func.count()).where(models.SubmissionRow.status.is_(None))
        assert await session.scalar(open_) == 0


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_verdict_half_written_is_waited_for_and_neither_gives_way(study: Study) -> None:
    await types(study, AKI, "/start")
    await types(study, AKI_T, "def evens(x):\n    return x")
    await requests_link(study)
    action = link_answer(await types(study, AKI, "/settings link"), "yes")
    await types(study, BEN, "/start")
    bens, akis = (await learner_of(study, BEN)).id, (await learner_of(study, AKI_T)).id
    blocker = await open_database(study.database.engine.url.render_as_string(hide_password=False))
    async with blocker.write_session() as session:
        # The ledger's entry is held back, so that the verdict stops when it is half written.
        await session.execute(
            insert(LedgerEntry).values(
                learner_id=bens,
                key=f"exercise:{akis}:tensors/evens",
                kind="exercise",
                subject="tensors/evens",
                points=1,
                earned_at=study.now,
                earned_on=study.now.date(),
            )
        )
        verdict = asyncio.create_task(judged(study))
        await until(lambda: waiting(study, 1))
        linking = asyncio.create_task(presses(study, AKI, action))
        await until(lambda: waiting(study, 2))
        await session.rollback()
    await asyncio.gather(verdict, linking)
    await blocker.close()
    assert [each.key for each in await ledger(study, AKI_T)] == [
        f"exercise:{(await learner_of(study, AKI)).id}:tensors/evens"
    ]
    assert await count_learners(study) == 2


async def waiting(study: Study, count: int) -> bool:
    """Return whether so many transactions wait for a lock."""
    asked = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    async with study.database.read_session() as session:
        return await session.scalar(asked) == count
