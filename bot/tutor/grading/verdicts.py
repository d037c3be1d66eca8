"""Records verdicts, with the points and the reviews that they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.grading import verdicts
from bot.storage.grading.verdicts import Closing, FirstPass, OpenSubmission, VerdictConflictError
from bot.storage.learning import progress
from bot.tutor.context import TutorContext
from bot.tutor.events import JobFinished
from bot.tutor.identity import day_of, to_learner
from bot.tutor.learning import points
from bot.tutor.learning.reviews import schedule
from common.group_commit import GroupCommit
from grader.protocol import Graded, Status

SCHEDULED_STATUSES = frozenset({Status.PASSED, Status.FAILED, Status.ERROR})
"""Verdicts that say whether an exercise is understood; a syntax error does not."""


class Verdicts:
    """Records verdicts on submissions; those of the same moment share a transaction."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context
        self._recordings = GroupCommit(self._record)

    async def record(self, message: Graded) -> bool:
        """Store a verdict; return False where there is no open submission of that id."""
        received_at = await self._recordings.add(message)
        if received_at is None:
            return False
        taken = (self._context.clock() - received_at).total_seconds()
        verdict = message.verdict
        self._context.observe(
            JobFinished(message.id, "submission", verdict.status, verdict.milliseconds, taken)
        )
        return True

    async def _record(self, messages: Sequence[Graded]) -> Sequence[datetime | None]:
        """Store verdicts; return of each when its submission was received, or None.

        Raise VerdictConflictError for a group in which a submission is closed meanwhile.
        """
        try:
            return await self._record_group(messages)
        except VerdictConflictError:
            if len(messages) > 1:
                raise  # each is then recorded alone
            return [None]

    async def _record_group(self, messages: Sequence[Graded]) -> Sequence[datetime | None]:
        by_id = {each.id: each for each in reversed(messages)}  # of two, the first one counts
        async with self._context.database.write_session() as session:
            found = dict(await verdicts.lock_open(session, by_id))
            if missing := by_id.keys() - found.keys():
                # Their learners may have been merged into others just before.
                found |= await verdicts.lock_open(session, missing)
            if found:
                graded = [(each, by_id[id]) for id, each in found.items()]
                await self._close(session, graded, self._context.clock())
        return [
            found[each.id].received_at if each.id in found and by_id[each.id] is each else None
            for each in messages
        ]

    async def _close(
        self, session: AsyncSession, graded: Sequence[tuple[OpenSubmission, Graded]], now: datetime
    ) -> None:
        earned = await self._award(
            session, [each for each, message in graded if _has_passed(message)], now
        )
        closings = []
        for each, message in graded:
            verdict = message.verdict
            closings.append(
                Closing(
                    each.id,
                    verdict.status,
                    verdict.model_dump(mode="json"),
                    verdict.problem.mistake if verdict.problem else None,
                    verdict.fingerprint.group if verdict.fingerprint else None,
                    verdict.answer_digest,
                    earned.get(each.id),
                    now,
                )
            )
        await verdicts.close(session, closings)
        for each, message in graded:
            right = _has_passed(message)
            # Passing an exercise that was never failed schedules no review.
            if message.verdict.status in SCHEDULED_STATUSES and (each.has_review or not right):
                learner = to_learner(self._context, each.learner)
                kind = progress.EXERCISE
                await schedule(session, learner, kind, each.exercise, right=right, now=now)

    async def _award(
        self, session: AsyncSession, passed: Sequence[OpenSubmission], now: datetime
    ) -> dict[str, int]:
        """Give the points for the first pass of an exercise, and of each later revision."""
        earned: dict[str, int] = {}
        first_revisions = []
        for each in passed:
            exercise = self._context.catalog.exercise(each.exercise)
            for_first = points.for_exercise(each.hints_seen)
            if exercise is None or exercise.revision == 1:
                day = day_of(self._context, each.learner, now)
                first_revisions.append(FirstPass(each, for_first, day))
                continue
            given = await progress.award_exercise(
                session,
                each.learner.id,
                each.exercise,
                revision=exercise.revision,
                points=for_first,
                points_again=points.REVIEW,
                now=now,
                day=day_of(self._context, each.learner, now),
            )
            if given is not None:
                earned[each.id] = given
        return earned | dict(await verdicts.award_first_passes(session, first_revisions, now))


def _has_passed(message: Graded) -> bool:
    return message.verdict.status is Status.PASSED
