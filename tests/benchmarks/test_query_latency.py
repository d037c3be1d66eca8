"""python -m benchmarks: it fills a database, and runs the queries of learners and teachers."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from benchmarks import query_latency, seed_data
from bot.storage import Database
from bot.storage.groups import equal_answers, gradebook, one_learner, overview
from bot.storage.groups.leaderboards import query_leaderboard, query_solvers
from bot.tutor.timezones import BEGINNING
from tests.support.statement_counter import explained


async def test_every_question_is_asked_of_a_database_that_it_has_filled(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query_latency, "ROUNDS", 20)
    assert await seed_data.is_empty(database)
    await seed_data.fill(database, 0.001)
    assert not await seed_data.is_empty(database)
    figures = await query_latency.measure(database, 0.001)
    assert len(figures) == 35
    assert all(0 < p50 <= p95 for p50, p95 in figures.values())


async def test_nothing_is_read_of_learners_outside_the_group_that_is_looked_at(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seed_data, "LARGEST_GROUP", 150)  # of a thousand
    await seed_data.fill(database, 0.01)
    async with explained(database) as plans, database.read_session() as session:
        await overview.count_learners(session, 1)
        await overview.list_learners(session, 1, most=1000)
        await overview.find_common_failures(session, 1, seed_data.NOW)
        await gradebook.query_gradebook(session, 1, most=1000)
        await equal_answers.list_equal_answers(session, 1)
        await one_learner.list_away(session, 1, seed_data.NOW, most=100)
        await one_learner.find_pupil(session, 1, 1)
        await one_learner.query_report(session, 1, seed_data.NOW, shared_in="x", most_shared=5)
        await query_leaderboard(session, 1, since=BEGINNING, reader=1, most=10)
        await query_solvers(session, 1, seed_data.SUBJECTS[0], most=10)
    assert len(plans) > 6
    tables = "submissions|points|learners|memberships|quiz_answers|accounts|reviews"
    everything = rf"(Seq Scan on|SCAN) ({tables})"
    for plan in plans:
        assert not re.search(everything, plan), plan


async def test_a_groups_failures_are_found_by_the_index_that_has_them_alone(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seed_data, "LARGEST_GROUP", 50)  # of three thousand
    await seed_data.fill(database, 0.03)
    async with explained(database, by_index=True) as plans, database.read_session() as session:
        await overview.find_common_failures(session, 1, seed_data.NOW - timedelta(days=3))
    (plan,) = (each for each in plans if "submissions" in each)
    assert set(re.findall(r"\w+_submissions\w*", plan)) == {"ix_submissions_failed"}, plan
    assert set(re.findall(r"ix_quiz_answers\w*", plan)) == {"ix_quiz_answers_mistakes"}, plan
