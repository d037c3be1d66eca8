"""Fills a database with many learners, groups, memberships, points, reviews and submissions."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select, text

from bot.storage import Database
from bot.storage.models import (
    AccountRow,
    Base,
    BookmarkRow,
    CourseRow,
    LearnerRow,
    LedgerEntry,
    MembershipRow,
    QuizAnswerRow,
    ReviewRow,
    StudyGroupRow,
    SubmissionRow,
    WeeklyPlanRow,
)

NOW = datetime(2026, 6, 17, 12, 0, tzinfo=UTC)
LEARNERS, GROUPS, ENTRIES, REVIEWS, SUBMISSIONS = 100_000, 2_000, 2_000_000, 500_000, 300_000
ANSWERS, BOOKMARKS = 1_000_000, 300_000
LARGEST_GROUP = 5_000  # learners in the first group; the others have about fifty
BATCH_SIZE = 20_000
SUBJECTS = [f"lesson{index // 4}/exercise{index}" for index in range(28)]
QUESTIONS = [f"lesson{index // 6}/{index % 6 + 1}" for index in range(42)]


async def is_empty(database: Database) -> bool:
    """Return whether the database has no learners."""
    async with database.read_session() as session:
        return not await session.scalar(select(func.count()).select_from(LearnerRow))


async def fill(
    database: Database, part: float, report_progress: Callable[[str], None] = lambda _: None
) -> None:
    """Write a fraction `part` of the rows, from 0 to 1. Report which rows are being written."""
    rng = random.Random(7)  # noqa: S311 - the same database each time
    learners, groups = learners_and_groups(part)
    tables: tuple[tuple[type[Base], Iterator[dict[str, Any]]], ...] = (
        (LearnerRow, _learners(learners)),
        (AccountRow, _accounts(learners)),
        (StudyGroupRow, _groups(groups)),
        (MembershipRow, _memberships(learners, groups)),
        (CourseRow, _courses(groups)),
        (WeeklyPlanRow, _weekly_plans(learners, groups)),
        (LedgerEntry, _points(rng, learners, round(ENTRIES * part))),
        (ReviewRow, _reviews(rng, learners, round(REVIEWS * part))),
        (SubmissionRow, _submissions(rng, learners, round(SUBMISSIONS * part))),
        (QuizAnswerRow, _answers(rng, learners, round(ANSWERS * part))),
        (BookmarkRow, _bookmarks(rng, learners, round(BOOKMARKS * part))),
    )
    for table, rows in tables:
        count = 0
        for batch in _batches(rows):
            async with database.write_session() as session:
                await session.execute(insert(table), batch)
            count += len(batch)
            report_progress(
                f"filling {database.engine.dialect.name}: {count:,} {table.__tablename__}"
            )
    await _update_statistics(database)


async def _update_statistics(database: Database) -> None:
    """Update the statistics by which the database plans its queries."""
    async with database.engine.connect() as connection:
        if database.engine.dialect.name == "postgresql":
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text("VACUUM ANALYZE"))
        else:
            await connection.execute(text("PRAGMA optimize"))


def learners_and_groups(part: float) -> tuple[int, int]:
    """Return the numbers of learners and groups in a part; their ids start at 1."""
    return round(LEARNERS * part), max(round(GROUPS * part), 1)


def _learners(count: int) -> Iterator[dict[str, Any]]:
    for index in range(1, count + 1):
        reminder = {"remind_hour": 20, "remind_at": NOW + timedelta(hours=index % 24 - 1)}
        yield {
            "id": index,
            "platform": "local",
            "account": f"account{index}",
            "name": f"学習者 {index}",
            "language": "ja",
            "locale": "ja",
            "hidden": index % 50 == 0,
            "met_at": NOW - timedelta(days=100),
            "seen_at": NOW - timedelta(days=index % 9, hours=1),
            **(reminder if index % 10 == 0 else {"remind_hour": None, "remind_at": None}),
        }


def _accounts(count: int) -> Iterator[dict[str, Any]]:
    for index in range(1, count + 1):
        yield {
            "learner_id": index,
            "platform": "local",
            "account": f"account{index}",
            "name": f"学習者 {index}",
            "met_at": NOW - timedelta(days=100),
        }


def _groups(count: int) -> Iterator[dict[str, Any]]:
    for index in range(1, count + 1):
        yield {
            "id": index,
            "platform": "local",
            "place": f"place{index}",
            "name": f"勉強会 {index}",
            "is_default": True,
            "zone": "Asia/Tokyo",
            "created_at": NOW - timedelta(days=100),
        }


def _memberships(learners: int, groups: int) -> Iterator[dict[str, Any]]:
    """Yield a membership of each learner in a small group, and of the first ones in the largest."""
    for index in range(1, learners + 1):
        own = 2 + index % (groups - 1) if groups > 1 else 1
        for group in {own, 1} if index <= LARGEST_GROUP else {own}:
            yield {"group_id": group, "learner_id": index, "teacher": False, "joined_at": NOW}


def _courses(groups: int) -> Iterator[dict[str, Any]]:
    """Yield a course of each group that has ended, and one that goes on."""
    for index in range(1, groups + 1):
        for at in (NOW - timedelta(days=60), None):
            yield {
                "group_id": index,
                "name": "c",
                "text": "",
                "started_at": NOW - timedelta(days=100),
                "ended_at": at,
            }


def _weekly_plans(learners: int, groups: int) -> Iterator[dict[str, Any]]:
    """Yield a weekly plan for each fifth learner, a hundredth of them due."""
    for index in range(5, learners + 1, 5):
        group = 2 + index % (groups - 1) if groups > 1 else 1
        at = NOW + timedelta(days=7 if index % 500 else -1)
        yield {"learner_id": index, "group_id": group, "next_at": at}


def _points(rng: random.Random, learners: int, count: int) -> Iterator[dict[str, Any]]:
    per_learner = -(-count // learners)
    entries = [("exercise", each, 10) for each in SUBJECTS]
    entries += [("question", each, 1) for each in QUESTIONS]
    for index in range(count):
        learner, number = index // per_learner + 1, index % per_learner
        kind, subject, points = entries[(learner + number * 3) % len(entries)]
        earned_at = NOW - timedelta(minutes=rng.randrange(100 * 24 * 60))
        yield {
            "learner_id": learner,
            "key": f"{kind}:{learner}:{subject}:{number}",
            "kind": kind,
            "subject": subject,
            "points": points,
            "earned_at": earned_at,
            "earned_on": earned_at.date(),
        }


def _reviews(rng: random.Random, learners: int, count: int) -> Iterator[dict[str, Any]]:
    per_learner = -(-count // learners)
    for index in range(count):
        yield {
            "learner_id": index // per_learner + 1,
            "kind": "question",
            "subject": QUESTIONS[index % per_learner],
            "state": 2,
            "stability": 5.0,
            "difficulty": 5.0,
            "due": NOW + timedelta(minutes=rng.randrange(-3 * 24 * 60, 20 * 24 * 60)),
            "reviewed_at": NOW - timedelta(days=5),
        }


def _submissions(rng: random.Random, learners: int, count: int) -> Iterator[dict[str, Any]]:
    for index in range(count):
        received = NOW - timedelta(minutes=rng.randrange(60 * 24 * 60))
        yield {
            "id": f"submission{index}",
            "learner_id": index % learners + 1,
            "exercise": SUBJECTS[index * 7 % len(SUBJECTS)],
            # The code of a day, among which a live class is counted.
            "code": "pass" if NOW - received < timedelta(days=1) else "",
            "reply_to": f"m{index}",
            "received_at": received,
            "attempts": 0,
            "graders_lost": 0,
            "status": "failed" if index % 3 else "passed",
            "verdict": {"status": "failed"},
            "mistake": "stayed-integer" if index % 3 == 1 else None,
            # One passing answer in fifty is equal to that of many others.
            "answer_digest": None if index % 3 else str(rng.randrange(50) and index),
            "judged_at": received,
            "delivered_at": received,
        }


def _answers(rng: random.Random, learners: int, count: int) -> Iterator[dict[str, Any]]:
    """Yield answers: ten of each learner, to seven questions."""
    for index in range(count):
        learner, number = index % learners + 1, index // learners
        yield {
            "learner_id": learner,
            "question": QUESTIONS[(learner + number % 7 * 5) % len(QUESTIONS)],
            "answer": "b",
            "correct": rng.random() < 0.4 + 0.05 * number,
            "mistake": None,
            "answered_at": NOW - timedelta(minutes=rng.randrange(90 * 24 * 60)),
        }


def _bookmarks(rng: random.Random, learners: int, count: int) -> Iterator[dict[str, Any]]:
    for index in range(count):
        yield {
            "learner_id": index % learners + 1,
            "lesson": f"lesson{index // learners}",
            "page": rng.randrange(1, 6),
            "furthest": 6,
            "left_at": NOW - timedelta(minutes=rng.randrange(90 * 24 * 60)),
        }


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH_SIZE)):
        yield batch
