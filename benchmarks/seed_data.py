"""A database with very many learners: groups, memberships, points, reviews, submissions."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select

from bot.storage import Database
from bot.storage.engine.maintenance import vacuum
from bot.storage.models import (
    Base,
    LearnerRow,
    LedgerEntry,
    MembershipRow,
    ReviewRow,
    StudyGroupRow,
    SubmissionRow,
)

NOW = datetime(2026, 6, 17, 12, 0, tzinfo=UTC)
LEARNERS, GROUPS, ENTRIES, REVIEWS, SUBMISSIONS = 100_000, 2_000, 2_000_000, 500_000, 300_000
LARGEST = 5_000  # learners in the first group; the others have about fifty
A_BATCH = 20_000
SUBJECTS = [f"lesson{at // 4}/exercise{at}" for at in range(28)]
QUESTIONS = [f"lesson{at // 6}/{at % 6 + 1}" for at in range(42)]


async def is_empty(database: Database) -> bool:
    """Whether nobody learns in it yet."""
    async with database.read_session() as session:
        return not await session.scalar(select(func.count()).select_from(LearnerRow))


async def fill(database: Database, part: float, t: Callable[[str], None] = lambda _: None) -> None:
    """Writes the rows, or that part of them; tells `say` which."""
    draw = random.Random(7)  # noqa: S311 - the same database each time
    learners, groups = learners_and_groups(part)
    tables: tuple[tuple[type[Base], Iterator[dict[str, Any]]], ...] = (
        (LearnerRow, _learners(learners)),
        (StudyGroupRow, _groups(groups)),
        (MembershipRow, _memberships(learners, groups)),
        (LedgerEntry, _points(draw, learners, round(ENTRIES * part))),
        (ReviewRow, _reviews(draw, learners, round(REVIEWS * part))),
        (SubmissionRow, _submissions(draw, learners, round(SUBMISSIONS * part))),
    )
    for table, rows in tables:
        count = 0
        for batch in _batches(rows):
            async with database.write_session() as session:
                await session.execute(insert(table), batch)
            count += len(batch)
            t(f"filling {database.engine.dialect.name}: {count:,} {table.__tablename__}")
    await vacuum(database)


def learners_and_groups(part: float) -> tuple[int, int]:
    """How many there are in such a part; their ids begin with 1."""
    return round(LEARNERS * part), max(round(GROUPS * part), 1)


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
            "graders_lost": 0,
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
