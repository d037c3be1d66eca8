"""A learner's progress: the ledger of points, quiz answers, ticks, hints, bookmarks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_ignore, insert_or_update
from bot.storage.models import (
    BookmarkRow,
    HintRow,
    LearnerRow,
    LedgerEntry,
    QuizAnswerRow,
    ReviewRow,
    SelfCheckRow,
    SubmissionRow,
)
from lessons.curriculum import Lesson

EXERCISE, QUESTION, REVIEW, DAILY = "exercise", "question", "review", "daily"
REVISION = "revision"
"""Kinds of ledger entries: an exercise passed, a question answered correctly for the first time,
a review that was due, the question of a daily prompt, and an exercise passed in
a revision after the first, whose subject is like "tensors/evens@2"."""

# Built once: building a statement takes as long as executing it.
_ACHIEVED = select(LedgerEntry.learner_id, LedgerEntry.kind, LedgerEntry.subject).where(
    LedgerEntry.learner_id.in_(bindparam("learner_ids", expanding=True))
)
_HINTS_SEEN = select(HintRow.seen).where(
    HintRow.learner_id == bindparam("learner_id"), HintRow.exercise == bindparam("exercise")
)

_ANSWER_COUNT = select(func.count()).where(
    QuizAnswerRow.learner_id == bindparam("learner_id"),
    QuizAnswerRow.question == bindparam("question"),
)

_ANSWER_COUNTS = (
    select(QuizAnswerRow.question, func.count())
    .where(QuizAnswerRow.learner_id == bindparam("learner_id"))
    .group_by(QuizAnswerRow.question)
)

_WHEREABOUTS = (
    select(
        LearnerRow.id,
        BookmarkRow.lesson,
        BookmarkRow.page,
        BookmarkRow.furthest,
        select(SubmissionRow.exercise)
        .where(SubmissionRow.learner_id == LearnerRow.id)
        .order_by(SubmissionRow.received_at.desc())
        .limit(1)
        .correlate(LearnerRow)
        .scalar_subquery()
        .label("tried"),
        exists()
        .where(ReviewRow.learner_id == LearnerRow.id, ReviewRow.due <= bindparam("now"))
        .correlate(LearnerRow)
        .label("is_due"),
    )
    .select_from(LearnerRow)
    .outerjoin(BookmarkRow, BookmarkRow.learner_id == LearnerRow.id)
    .where(LearnerRow.id.in_(bindparam("learner_ids", expanding=True)))
    .order_by(BookmarkRow.left_at.desc())
)


@dataclass(frozen=True, slots=True)
class Achievements:
    """What a learner has achieved; later failures do not change it."""

    exercises: frozenset[str]  # ids passed
    questions: frozenset[str]  # ids answered correctly
    revisions: frozenset[str] = frozenset()  # passed after the first: "tensors/evens@2"


async def award(
    session: AsyncSession,
    learner_id: int,
    *,
    kind: str,
    subject: str,
    points: int,
    now: datetime,
    day: date,
    once_per: str = "",
) -> bool:
    """Insert a ledger entry. Return False if it exists already: each is given once.

    `day` is the date of `now` in the learner's zone, which the entry keeps.
    That is once for ever, or once for each value of `once_per`, such as a day.
    """
    return await insert_ignore(
        session,
        LedgerEntry,
        learner_id=learner_id,
        key=award_key(kind, learner_id, subject, once_per),
        kind=kind,
        subject=subject,
        points=points,
        earned_at=now,
        earned_on=day,
    )


def award_key(kind: str, learner_id: int, subject: str, once_per: str = "") -> str:
    """Return the unique key of a ledger entry."""
    return ":".join((kind, str(learner_id), subject, *([once_per] if once_per else [])))


async def award_exercise(
    session: AsyncSession,
    learner_id: int,
    exercise: str,
    *,
    revision: int,
    points: int,
    points_again: int,
    now: datetime,
    day: date,
) -> int | None:
    """Insert the ledger entries of a passed exercise. Return the points; None for what is not new.

    The first pass gives `points`; the first one of a later revision gives `points_again`.
    """
    is_first = await award(
        session, learner_id, kind=EXERCISE, subject=exercise, points=points, now=now, day=day
    )
    if revision == 1:
        return points if is_first else None
    is_new = await award(
        session,
        learner_id,
        kind=REVISION,
        subject=revision_key(exercise, revision),
        points=0 if is_first else points_again,
        now=now,
        day=day,
    )
    return points if is_first else points_again if is_new else None


def revision_key(exercise: str, revision: int) -> str:
    """Return the subject of a pass of a revision after the first."""
    return f"{exercise}@{revision}"


async def find_achievements(session: AsyncSession, learner_id: int) -> Achievements:
    """Return what a learner has achieved, from the ledger of points."""
    return (await find_achievements_of(session, (learner_id,)))[learner_id]


async def find_achievements_of(
    session: AsyncSession, learner_ids: Collection[int]
) -> Mapping[int, Achievements]:
    """Return what each of these learners has achieved, in one statement."""
    found = await session.execute(_ACHIEVED, {"learner_ids": list(learner_ids)})
    subjects: Mapping[tuple[int, str], set[str]] = defaultdict(set)
    for learner_id, kind, subject in found:
        subjects[learner_id, kind].add(subject)
    return {
        id: Achievements(
            *(frozenset(subjects[id, kind]) for kind in (EXERCISE, QUESTION, REVISION))
        )
        for id in learner_ids
    }


async def list_earned_days(session: AsyncSession, learner_id: int) -> frozenset[date]:
    """Return the days on which a learner has earned something, as they were in their zone then."""
    found = await session.scalars(
        select(LedgerEntry.earned_on).where(LedgerEntry.learner_id == learner_id).distinct()
    )
    return frozenset(found)


async def insert_quiz_answer(
    session: AsyncSession,
    learner_id: int,
    *,
    question: str,
    answer: str,
    correct: bool,
    now: datetime,
    mistake: str = "",
) -> None:
    """Insert an answer; earlier ones to the same question are kept.

    `mistake` is the key of the misconception behind it, if one is known.
    """
    session.add(
        QuizAnswerRow(
            learner_id=learner_id,
            question=question,
            answer=answer,
            correct=correct,
            mistake=mistake or None,
            answered_at=now,
        )
    )
    await session.flush()


async def count_quiz_answers(session: AsyncSession, learner_id: int, question: str) -> int:
    """Return how often a learner has answered a question."""
    parameters = {"learner_id": learner_id, "question": question}
    return await session.scalar(_ANSWER_COUNT, parameters) or 0


async def was_missed_since(
    session: AsyncSession, learner_id: int, question: str, since: datetime
) -> bool:
    """Return whether a learner has answered a question wrongly since then."""
    found = await session.scalar(
        select(QuizAnswerRow.id)
        .where(
            QuizAnswerRow.learner_id == learner_id,
            QuizAnswerRow.question == question,
            QuizAnswerRow.answered_at >= since,
            QuizAnswerRow.correct.is_(False),
        )
        .limit(1)
    )
    return found is not None


async def count_answers_by_question(session: AsyncSession, learner_id: int) -> Mapping[str, int]:
    """Return how often a learner has answered each question, by the question's id."""
    found = await session.execute(_ANSWER_COUNTS, {"learner_id": learner_id})
    return {str(question): int(count) for question, count in found}


async def list_self_checks(session: AsyncSession, learner_id: int, track: str) -> frozenset[str]:
    """Return the keys of the track's checklist items that the learner has ticked."""
    found = await session.scalars(
        select(SelfCheckRow.item).where(
            SelfCheckRow.learner_id == learner_id, SelfCheckRow.track == track
        )
    )
    return frozenset(found)


async def set_self_check(
    session: AsyncSession, learner_id: int, track: str, item: str, *, ticked: bool, now: datetime
) -> None:
    """Tick or untick a checklist item."""
    if ticked:
        await insert_ignore(
            session, SelfCheckRow, learner_id=learner_id, track=track, item=item, checked_at=now
        )
    else:
        await session.execute(
            delete(SelfCheckRow).where(
                SelfCheckRow.learner_id == learner_id,
                SelfCheckRow.track == track,
                SelfCheckRow.item == item,
            )
        )


async def count_hints_seen(session: AsyncSession, learner_id: int, exercise: str) -> int:
    """Return how many of an exercise's hints a learner has seen; they see them in order."""
    parameters = {"learner_id": learner_id, "exercise": exercise}
    return await session.scalar(_HINTS_SEEN, parameters) or 0


async def mark_hint_seen(
    session: AsyncSession, learner_id: int, exercise: str, number: int
) -> None:
    """Store that the learner has seen the hints up to `number` (1 is the first)."""
    await insert_ignore(session, HintRow, learner_id=learner_id, exercise=exercise, seen=number)
    await session.execute(
        update(HintRow)
        .where(
            HintRow.learner_id == learner_id, HintRow.exercise == exercise, HintRow.seen < number
        )
        .values(seen=number)
    )


async def set_bookmark(
    session: AsyncSession, learner_id: int, lesson: str, page: int, now: datetime
) -> int | None:
    """Store the page (1-based) at which a learner is in a lesson, and how far they have read.

    Return the page at which they were in it before; None if they had not opened it.
    """
    known = await session.get(BookmarkRow, (learner_id, lesson))
    before = known.page if known is not None else None
    furthest = max(page, known.furthest) if known is not None else page
    await insert_or_update(
        session,
        BookmarkRow,
        {"learner_id": learner_id, "lesson": lesson},
        {"page": page, "furthest": furthest, "left_at": now},
    )
    return before


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a learner is, and what they have read."""

    lesson: str | None  # read last
    page: int  # of that lesson, 1-based; 0 without one
    pages_read: Mapping[str, int]  # the furthest page that was opened, by the lesson's slug
    tried: str | None  # exercise of the latest submission
    has_due_reviews: bool


async def find_whereabouts(session: AsyncSession, learner_id: int, now: datetime) -> Whereabouts:
    """Return where a learner is, in one statement."""
    return (await find_whereabouts_of(session, (learner_id,), now))[learner_id]


async def find_whereabouts_of(
    session: AsyncSession, learner_ids: Collection[int], now: datetime
) -> Mapping[int, Whereabouts]:
    """Return where each of these learners is, in one statement."""
    parameters = {"learner_ids": list(learner_ids), "now": now}
    rows: Mapping[int, list[Row[Any]]] = defaultdict(list)
    for row in await session.execute(_WHEREABOUTS, parameters):
        rows[row.id].append(row)
    return {id: _to_whereabouts(rows[id]) for id in learner_ids}


def _to_whereabouts(found: Sequence[Row[Any]]) -> Whereabouts:
    read = [row for row in found if row.lesson is not None]
    return Whereabouts(
        lesson=read[0].lesson if read else None,
        page=read[0].page if read else 0,
        pages_read={row.lesson: row.furthest for row in read},
        tried=found[0].tried if found else None,
        has_due_reviews=bool(found and found[0].is_due),
    )


async def find_last_earned(
    session: AsyncSession, learner_id: int, lessons: Iterable[Lesson]
) -> tuple[str, datetime] | None:
    """Return what a learner has passed last of the lessons' tasks, by its id, and when.

    None where they have passed nothing of them.
    """
    listed = list(lessons)
    tasks = [each.id for one in listed for each in one.exercises]
    tasks += [each.id for one in listed for each in one.questions]
    found = await session.execute(
        select(LedgerEntry.subject, LedgerEntry.earned_at)
        .where(
            LedgerEntry.learner_id == learner_id,
            LedgerEntry.kind.in_((EXERCISE, QUESTION)),
            LedgerEntry.subject.in_(tasks),
        )
        .order_by(LedgerEntry.earned_at.desc(), LedgerEntry.id.desc())
        .limit(1)
    )
    row = found.first()
    return (row.subject, row.earned_at) if row is not None else None


async def find_latest_bookmark(session: AsyncSession, learner_id: int) -> BookmarkRow | None:
    """Return the bookmark of the lesson read last, or None."""
    return await session.scalar(
        select(BookmarkRow)
        .where(BookmarkRow.learner_id == learner_id)
        .order_by(BookmarkRow.left_at.desc())
        .limit(1)
    )
