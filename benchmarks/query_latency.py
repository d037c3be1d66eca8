"""Measures the queries for leaderboards, progress, reviews and overviews, on random learners."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from benchmarks.seed_data import NOW, QUESTIONS, SUBJECTS, learners_and_groups
from benchmarks.teacher_queries import Query, teacher_queries
from bot.images import leaderboard as picture
from bot.storage import Database
from bot.storage.groups import (
    course_progress,
    courses,
    daily,
    leaderboards,
    live_classes,
    overview,
)
from bot.storage.groups.leaderboards import Ranking
from bot.storage.groups.live_classes import LiveClass
from bot.storage.learning import first_tries, progress, reviews
from bot.tutor.groups.digest import MOST_LEARNERS
from bot.tutor.learning.item_analysis import ItemAnalysis
from bot.tutor.learning.stops import Places
from bot.tutor.learning.streaks import streak
from bot.tutor.timezones import beginning_of, day_in

ROUNDS = 60

COURSE_SUBJECTS = frozenset((*SUBJECTS[:20], *QUESTIONS[:30]))
"""The exercises and questions of a course: about two thirds of all."""

Results = dict[str, tuple[float, float]]


async def measure(
    database: Database, part: float, report_progress: Callable[[str], None] = lambda _: None
) -> Results:
    """Return p50 and p95 of each query in milliseconds. Report which query is being measured."""
    rng = random.Random(8)  # noqa: S311
    learners, groups = learners_and_groups(part)
    results = {}
    for name, query in _queries(database, rng, learners, groups):
        report_progress(f"querying {database.engine.dialect.name}: {name}")
        await query()
        took = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            await query()
            took.append((time.perf_counter() - start) * 1000)
        ranked = sorted(took)
        results[name] = (statistics.median(ranked), ranked[int(ROUNDS * 0.95) - 1])
    return results


def _pickers(
    rng: random.Random, learners: int, groups: int
) -> tuple[Callable[[], int], Callable[[], int]]:
    """Return functions that pick the id of a learner, and that of a group of the usual size."""

    def pick_learner() -> int:
        return rng.randrange(1, learners + 1)

    def pick_group() -> int:
        return rng.randrange(2, groups + 1) if groups > 1 else 1

    return pick_learner, pick_group


def _queries(
    database: Database, rng: random.Random, learners: int, groups: int
) -> Iterator[tuple[str, Query]]:
    pick_learner, pick_group = _pickers(rng, learners, groups)

    async def board(group: int, since: datetime) -> Ranking:
        async with database.read_session() as session:
            return await leaderboards.query_leaderboard(
                session, group, since=since, reader=pick_learner(), most=10
            )

    async def solvers(group: int) -> object:
        async with database.read_session() as session:
            exercise = rng.choice(SUBJECTS)
            return await leaderboards.query_solvers(session, group, exercise, most=30)

    async def learner_progress() -> object:
        async with database.read_session() as session:
            learner = pick_learner()
            done = await progress.find_achievements(session, learner)
            ticked = await progress.list_self_checks(session, learner, "track")
            days = await progress.list_earned_days(session, learner)
        return done, ticked, streak(days, day_in("Asia/Tokyo", NOW))

    async def due() -> object:
        async with database.read_session() as session:
            return await reviews.list_due(session, pick_learner(), NOW, most=200)

    async def reminders() -> object:
        async with database.read_session() as session:
            return await reviews.list_due_reminders(session, ["local"], NOW, most=200)

    async def channels() -> object:
        async with database.read_session() as session:
            return await daily.list_due_channels(session, ["local"], NOW, most=200)

    async def overviews(group: int) -> object:
        week = beginning_of("week", "Asia/Tokyo", NOW)
        async with database.read_session() as session:
            return (
                await overview.count_learners(session, group),
                await overview.list_learners(session, group, most=15),
                await overview.find_common_failures(session, group, week),
            )

    places = Places(
        lessons={},
        items=dict.fromkeys((*SUBJECTS, *QUESTIONS), ""),
        last=frozenset({""}),
    )

    async def digest(group: int) -> object:
        async with database.read_session() as session:
            found = await first_tries.list_of_group(session, group, most=MOST_LEARNERS)
        analysis = ItemAnalysis(places, NOW)
        for each in found:
            analysis.add(each)
        return analysis.result()

    async def live_counts(group: int) -> object:
        live = LiveClass(
            id=1,
            platform="local",
            channel="",
            group_id=group,
            exercise=rng.choice(SUBJECTS),
            language="en",
            zone="UTC",
            started_at=NOW - timedelta(hours=3),
            ends_at=NOW,
            message="1",
        )
        async with database.read_session() as session:
            return await live_classes.count(session, live)

    async def picture_of_board() -> object:
        rows = [picture.Row(rank, f"学習者 {rank}", 200 - rank) for rank in range(1, 12)]
        return await asyncio.to_thread(picture.draw, "ランキング", "今週", rows)

    for period in ("week", "month", "all"):
        since = beginning_of(period, "Asia/Tokyo", NOW)
        yield f"board of a group, {period}", lambda since=since: board(pick_group(), since)  # type: ignore[misc]
        yield (
            f"board of the largest group, {period}",
            lambda since=since: board(1, since),  # type: ignore[misc]
        )
    yield from _course_queries(database, rng, learners, groups)
    yield "solvers of an exercise in a group", lambda: solvers(pick_group())
    yield "solvers of an exercise in the largest group", lambda: solvers(1)
    yield "progress and streak of a learner", learner_progress
    yield "due reviews of a learner", due
    yield "reminders that are due", reminders
    yield "daily channels that are due", channels
    yield "overview of a group", lambda: overviews(pick_group())
    yield "overview of the largest group", lambda: overviews(1)
    yield from teacher_queries(database, rng, pick_group)
    yield "digest of a group", lambda: digest(pick_group())
    yield "digest of the largest group", lambda: digest(1)
    yield "counts of a live class in the largest group", lambda: live_counts(1)
    yield "picture of a board", picture_of_board


def _course_queries(
    database: Database, rng: random.Random, learners: int, groups: int
) -> Iterator[tuple[str, Query]]:
    """Yield the queries about groups that are in a course."""

    pick_learner, pick_group = _pickers(rng, learners, groups)

    async def board_of_course(group: int, since: datetime) -> Ranking:
        async with database.read_session() as session:
            return await leaderboards.query_leaderboard(
                session,
                group,
                since=since,
                reader=pick_learner(),
                most=10,
                subjects=COURSE_SUBJECTS,
            )

    async def common_progress(group: int) -> object:
        async with database.read_session() as session:
            await courses.find_course(session, group)
            return await course_progress.count_common_progress(session, group, COURSE_SUBJECTS)

    async def course_of_learner() -> object:
        learner = pick_learner()
        async with database.read_session() as session:
            return (
                await courses.find_course(session, pick_group()),
                await courses.list_earned(session, learner),
                await progress.find_whereabouts(session, learner, NOW),
                await courses.wants_plans(session, learner, 1),
            )

    async def weekly_plans() -> object:
        async with database.read_session() as session:
            return await courses.list_due_plans(session, NOW, most=200)

    async def channels_following() -> object:
        async with database.read_session() as session:
            return await courses.list_followed(session, range(1, 201))

    beginning = beginning_of("all", "Asia/Tokyo", NOW)
    yield "board of a group in a course", lambda: board_of_course(pick_group(), beginning)
    yield "board of the largest group in a course", lambda: board_of_course(1, beginning)
    yield "common progress of a group", lambda: common_progress(pick_group())
    yield "common progress of the largest group", lambda: common_progress(1)
    yield "course of a learner", course_of_learner
    yield "weekly plans that are due", weekly_plans
    yield "courses that channels follow", channels_following
