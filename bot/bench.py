"""python -m bot.bench: how quick boards, progress and reviews are with very many learners.

Fills a database of its own (SQLite in a temporary folder, or an empty one by its URL) and asks
what learners ask. Prints one line a figure, in milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from bot.pictures import board as picture
from bot.storage import Database, boards, daily, open_database, overview, progress, reviews
from bot.storage.boards import Board
from bot.storage.models import (
    LearnerRow,
    MembershipRow,
    PointsRow,
    ReviewRow,
    Row,
    StudyGroupRow,
    SubmissionRow,
)
from bot.tutor.days import beginning_of, day_in
from bot.tutor.streaks import streak

NOW = datetime(2026, 6, 17, 12, 0, tzinfo=UTC)
LEARNERS, GROUPS, ENTRIES, REVIEWS, SUBMISSIONS = 100_000, 2_000, 2_000_000, 500_000, 300_000
LARGEST = 5_000  # learners in the first group; the others have about fifty
A_BATCH = 20_000
ROUNDS = 60
SUBJECTS = [f"lesson{at // 4}/exercise{at}" for at in range(28)]
QUESTIONS = [f"lesson{at // 6}/{at % 6 + 1}" for at in range(42)]

Ask = Callable[[], Awaitable[object]]


async def main(arguments: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = arguments.database or f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}"
        database = await open_database(url)
        async with database.reading() as session:
            found = await session.scalar(select(func.count()).select_from(LearnerRow))
        if not found:
            await fill(database, arguments.part)
        figures = await measure(database, arguments.part)
        await database.close()
    if arguments.json:
        print(json.dumps(figures, indent=2))
        return
    for name, (p50, p95) in figures.items():
        print(f"{name:<44} p50 {p50:8.1f} ms   p95 {p95:8.1f} ms")


async def fill(database: Database, part: float) -> None:
    """Writes the rows, or that part of them."""
    draw = random.Random(7)  # noqa: S311 - the same database each time
    learners, groups = round(LEARNERS * part), max(round(GROUPS * part), 1)
    tables: tuple[tuple[type[Row], Iterator[dict[str, Any]]], ...] = (
        (LearnerRow, _learners(learners)),
        (StudyGroupRow, _groups(groups)),
        (MembershipRow, _memberships(learners, groups)),
        (PointsRow, _points(draw, learners, round(ENTRIES * part))),
        (ReviewRow, _reviews(draw, learners, round(REVIEWS * part))),
        (SubmissionRow, _submissions(draw, learners, round(SUBMISSIONS * part))),
    )
    for table, rows in tables:
        start = time.perf_counter()
        count = 0
        for batch in _batches(rows):
            async with database.writing() as session:
                await session.execute(insert(table), batch)
            count += len(batch)
        name = table.__tablename__
        print(f"{count} {name} in {time.perf_counter() - start:.0f} s", file=sys.stderr)


async def measure(database: Database, part: float) -> dict[str, tuple[float, float]]:
    """p50 and p95 of each question in milliseconds, each time about somebody else."""
    draw = random.Random(8)  # noqa: S311
    learners, groups = round(LEARNERS * part), max(round(GROUPS * part), 1)
    figures = {}
    for name, ask in _questions(database, draw, learners, groups):
        await ask()
        took = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            await ask()
            took.append((time.perf_counter() - start) * 1000)
        ranked = sorted(took)
        figures[name] = (statistics.median(ranked), ranked[int(ROUNDS * 0.95) - 1])
    return figures


def _questions(
    database: Database, draw: random.Random, learners: int, groups: int
) -> Iterator[tuple[str, Ask]]:
    def someone() -> int:
        return draw.randrange(1, learners + 1)

    def a_group() -> int:
        return draw.randrange(2, groups + 1) if groups > 1 else 1

    async def board(group: int, since: datetime) -> Board:
        async with database.reading() as session:
            return await boards.points_board(session, group, since=since, reader=someone(), most=10)

    async def solvers(group: int) -> object:
        async with database.reading() as session:
            exercise = draw.choice(SUBJECTS)
            return await boards.solvers(session, group, exercise, most=30)

    async def one_progress() -> object:
        async with database.reading() as session:
            learner = someone()
            done = await progress.achievements(session, learner)
            ticked = await progress.self_checks(session, learner, "track")
            earned = await progress.times_earned(session, learner)
        days = {day_in("Asia/Tokyo", each) for each in earned}
        return done, ticked, streak(days, day_in("Asia/Tokyo", NOW))

    async def due() -> object:
        async with database.reading() as session:
            return await reviews.due(session, someone(), NOW, most=200)

    async def reminded() -> object:
        async with database.reading() as session:
            return await reviews.reminders(session, ["local"], NOW, most=200)

    async def channels() -> object:
        async with database.reading() as session:
            return await daily.due_channels(session, ["local"], NOW, most=200)

    async def overviews(group: int) -> object:
        week = beginning_of("week", "Asia/Tokyo", NOW)
        async with database.reading() as session:
            return (
                await overview.count_pupils(session, group),
                await overview.pupils(session, group, most=15),
                await overview.stuck_by_exercise(session, group),
                await overview.most_common(session, group, week, mistake=False),
                await overview.most_common(session, group, week, mistake=True),
            )

    async def drawn() -> object:
        lines = [picture.Line(at, f"学習者 {at}", 200 - at) for at in range(1, 12)]
        return await asyncio.to_thread(picture.draw, "ランキング", "今週", lines)

    for period in ("week", "month", "all"):
        since = beginning_of(period, "Asia/Tokyo", NOW)
        yield f"board of a group, {period}", lambda since=since: board(a_group(), since)  # type: ignore[misc]
        yield (
            f"board of the largest group, {period}",
            lambda since=since: board(1, since),  # type: ignore[misc]
        )
    yield "solvers of an exercise in a group", lambda: solvers(a_group())
    yield "solvers of an exercise in the largest group", lambda: solvers(1)
    yield "progress and streak of a learner", one_progress
    yield "due reviews of a learner", due
    yield "reminders that are due", reminded
    yield "daily channels that are due", channels
    yield "overview of a group", lambda: overviews(a_group())
    yield "overview of the largest group", lambda: overviews(1)
    yield "picture of a board", drawn


def _learners(count: int) -> Iterator[dict[str, Any]]:
    for at in range(1, count + 1):
        hour = {"remind_hour": 20, "remind_at": NOW + timedelta(hours=at % 24 - 1)}
        yield {
            "id": at,
            "platform": "local",
            "account": f"account{at}",
            "name": f"学習者 {at}",
            "language": "ja",
            "locale": "ja",
            "hidden": at % 50 == 0,
            "met_at": NOW - timedelta(days=100),
            **(hour if at % 10 == 0 else {"remind_hour": None, "remind_at": None}),
        }


def _groups(count: int) -> Iterator[dict[str, Any]]:
    for at in range(1, count + 1):
        yield {
            "id": at,
            "platform": "local",
            "place": f"place{at}",
            "name": f"勉強会 {at}",
            "is_default": True,
            "zone": "Asia/Tokyo",
            "created_at": NOW - timedelta(days=100),
        }


def _memberships(learners: int, groups: int) -> Iterator[dict[str, Any]]:
    """Everyone in one of the groups, and the first learners in the largest one as well."""
    for at in range(1, learners + 1):
        own = 2 + at % (groups - 1) if groups > 1 else 1
        for group in {own, 1} if at <= LARGEST else {own}:
            yield {"group_id": group, "learner_id": at, "teacher": False, "joined_at": NOW}


def _points(draw: random.Random, learners: int, count: int) -> Iterator[dict[str, Any]]:
    per_learner = -(-count // learners)
    entries = [("exercise", each, 10) for each in SUBJECTS]
    entries += [("question", each, 1) for each in QUESTIONS]
    for at in range(count):
        learner, number = at // per_learner + 1, at % per_learner
        kind, subject, points = entries[(learner + number * 3) % len(entries)]
        yield {
            "learner_id": learner,
            "key": f"{kind}:{learner}:{subject}:{number}",
            "kind": kind,
            "subject": subject,
            "points": points,
            "earned_at": NOW - timedelta(minutes=draw.randrange(100 * 24 * 60)),
        }


def _reviews(draw: random.Random, learners: int, count: int) -> Iterator[dict[str, Any]]:
    per_learner = -(-count // learners)
    for at in range(count):
        yield {
            "learner_id": at // per_learner + 1,
            "kind": "question",
            "subject": QUESTIONS[at % per_learner],
            "state": 2,
            "stability": 5.0,
            "difficulty": 5.0,
            "due": NOW + timedelta(minutes=draw.randrange(-3 * 24 * 60, 20 * 24 * 60)),
            "reviewed_at": NOW - timedelta(days=5),
        }


def _submissions(draw: random.Random, learners: int, count: int) -> Iterator[dict[str, Any]]:
    for at in range(count):
        received = NOW - timedelta(minutes=draw.randrange(60 * 24 * 60))
        yield {
            "id": f"submission{at}",
            "learner_id": at % learners + 1,
            "exercise": SUBJECTS[at * 7 % len(SUBJECTS)],
            "code": "",
            "reply_to": f"m{at}",
            "received_at": received,
            "attempts": 0,
            "status": "failed" if at % 3 else "passed",
            "verdict": {"status": "failed"},
            "mistake": "stayed-integer" if at % 3 == 1 else None,
            "judged_at": received,
            "delivered_at": received,
        }


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, A_BATCH)):
        yield batch


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.bench", description=__doc__)
    parser.add_argument("--database", help="URL of an empty database to use, and to keep")
    parser.add_argument("--part", type=float, default=1.0, help="such a part of the rows, 0 to 1")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(_arguments()))
