"""Rate limits: too fast, too many waiting. No accepted submission is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, func, select

from bot.storage.models import RunRow, SubmissionRow
from bot.tutor.context import SubmissionLimits
from bot.tutor.replies.model import Code, Reply
from tests.support.study import Study, actions, blocks, text

EVENS = "def evens(x):\n    return x"


async def kept(study: Study) -> int:
    """Return the number of submissions and runs in the database."""
    async with study.database.read_session() as session:
        counts = [
            await session.scalar(select(func.count()).select_from(table)) or 0
            for table in (SubmissionRow, RunRow)
        ]
    return sum(counts)


def with_limits(study: Study, **numbers: int) -> Study:
    study.limits = SubmissionLimits(**numbers)
    study.started()
    return study


def is_rejected(reply: Reply) -> bool:
    return "Nothing is lost" in text(reply) and not reply.pending


async def test_who_comes_too_fast_is_told_when_to_come_again_and_is_then_taken(
    study: Study,
) -> None:
    with_limits(study, per_minute=3)
    for _ in range(3):
        await study.passes("evens")
    too_fast = await study.say(EVENS)
    assert is_rejected(too_fast)
    assert await kept(study) == 3
    seconds = int(text(too_fast).split("again in ")[1].split(" seconds")[0])
    assert 30 < seconds < 60
    study.now += timedelta(seconds=seconds - 4)  # the clock itself moves on by a few
    assert is_rejected(await study.say(EVENS))
    study.now += timedelta(seconds=4)
    assert (await study.say(EVENS)).pending


async def test_runs_count_as_submissions_do(study: Study) -> None:
    with_limits(study, per_minute=2)
    await study.passes("evens")
    await study.type("/run print(1)")
    assert is_rejected(await study.type("/run print(2)"))
    assert is_rejected(await study.type("/bench"))
    assert is_rejected(await study.say("print(3)"))
    assert is_rejected(await study.say(EVENS))
    assert await kept(study) == 2


async def test_one_learner_who_is_too_fast_keeps_nobody_else_out(study: Study) -> None:
    with_limits(study, per_minute=1)
    await study.say(EVENS, "aki")
    assert is_rejected(await study.say(EVENS, "aki"))
    assert (await study.say(EVENS, "ben")).pending


async def test_who_has_many_waiting_sends_more_as_soon_as_one_is_answered(study: Study) -> None:
    with_limits(study, unfinished=2)
    await study.say(EVENS)
    await study.say(EVENS)
    full = await study.say(EVENS)
    assert is_rejected(full)
    assert "2 of yours are still waiting" in text(full)
    await study.grade()
    assert (await study.say(EVENS)).pending


async def test_a_full_queue_turns_everyone_away_and_drops_nothing_it_has_taken(
    study: Study,
) -> None:
    with_limits(study, open_in_total=3)
    for who in ("aki", "ben", "chi"):
        assert (await study.say(EVENS, who)).pending
    for who in ("aki", "dan"):
        full = await study.say(EVENS, who)
        assert is_rejected(full)
        assert "in about 10 seconds" in text(full)
    assert await kept(study) == 3
    assert not (await study.grade()).pending
    assert (await study.say(EVENS, "dan")).pending


async def test_the_longer_the_queue_takes_the_later_one_is_asked_back(study: Study) -> None:
    with_limits(study, open_in_total=1)
    await study.say(EVENS, "aki")
    study.now += timedelta(minutes=30)
    assert "in about 4 minutes" in text(await study.say(EVENS, "ben"))
    study.now += timedelta(hours=30)
    assert "in about 10 minutes" in text(await study.say(EVENS, "ben"))


async def test_a_paste_that_is_handed_over_twice_is_never_turned_away(study: Study) -> None:
    with_limits(study, per_minute=1, unfinished=1, open_in_total=1)
    await study.say(EVENS, to="m")
    again = await study.say(EVENS, to="m")
    assert again.pending
    await study.grade()
    assert "Passed" in text(await study.say(EVENS, to="m"))
    await study.type("/run print(1)", who="ben", to="n")
    assert (await study.type("/run print(1)", who="ben", to="n")).pending


async def test_code_from_a_form_comes_back_with_the_refusal(study: Study) -> None:
    with_limits(study, per_minute=1)
    await study.say(EVENS)
    refused = await study.press("command:submit", EVENS)
    (code,) = blocks(refused, Code)
    assert (code.text, code.language) == (EVENS, "python")
    assert blocks(await study.say(EVENS), Code) == []  # there it stands in the message


async def test_a_kept_run_can_be_asked_for_again_after_it_was_turned_away(study: Study) -> None:
    with_limits(study, per_minute=2)
    reply = await study.say("def two():\n    return 2")
    run = next(action for action in actions(reply) if action.startswith("run:"))
    await study.say(EVENS)
    assert is_rejected(await study.press(run))
    study.now += timedelta(minutes=1)
    assert (await study.press(run)).pending


async def test_the_refusals_are_said_in_japanese_too(study: Study) -> None:
    with_limits(study, per_minute=1)
    await study.say(EVENS, "emi", locale="ja")
    said = text(await study.say(EVENS, "emi", locale="ja"))
    assert "秒後に、同じものをもう一度送ってください" in said


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone: its planner is asked below."""
    return sqlite_url


@pytest.fixture
def plans(study: Study) -> Iterator[list[str]]:
    """SQLite's query plans of the counts for the rate limits."""
    found: list[str] = []
    engine: Engine = study.database.engine.sync_engine

    def explain(connection, cursor, statement, parameters, context, executemany):  # type: ignore[no-untyped-def]
        if "count(" in statement and "EXPLAIN" not in statement:
            explained = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found.extend(row[3] for row in explained)

    event.listen(engine, "before_cursor_execute", explain)
    yield found
    event.remove(engine, "before_cursor_execute", explain)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_every_count_at_the_door_is_made_in_an_index(study: Study, plans: list[str]) -> None:
    await study.say(EVENS)
    scans = [
        plan for plan in plans if plan.startswith(("SCAN", "SEARCH")) and "submissions" in plan
    ]
    assert len(scans) >= 3
    assert all("USING COVERING INDEX" in plan for plan in scans), scans
