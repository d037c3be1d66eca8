"""Stores submissions under the rate limit, those of one moment in one transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.grading import intake
from bot.storage.grading.backlog import BacklogCounts
from bot.storage.models import SubmissionRow
from bot.tutor.context import TutorContext
from bot.tutor.grading.rate_limit import WINDOW, RateLimitedError, check_counts
from bot.tutor.identity import Learner
from common.group_commit import GroupCommit

Stage = Callable[[AsyncSession, Sequence[SubmissionRow]], Awaitable[None]]
"""Writes queue entries in the transaction that writes the rows."""


@dataclass(frozen=True, slots=True)
class NewSubmissions:
    """The submissions of one paste, whose reply goes to `place`."""

    learner: Learner
    place: str
    rows: Sequence[SubmissionRow]


class Intake:
    """Stores submissions; `stage` writes their queue entries in the same transaction."""

    def __init__(self, context: TutorContext, stage: Stage) -> None:
        self._context = context
        self._stage = stage
        self._storing = GroupCommit(self._store)

    async def store(self, new: NewSubmissions) -> bool:
        """Store submissions; return False for a paste that is stored already.

        Raise RateLimitedError, having stored nothing.
        """
        result = await self._storing.add(new)
        if isinstance(result, RateLimitedError):
            raise result
        return result

    async def _store(self, group: Sequence[NewSubmissions]) -> Sequence[bool | RateLimitedError]:
        context, results = self._context, list[bool | RateLimitedError]()
        accepted: list[NewSubmissions] = []
        async with context.database.write_session() as session:
            standings = await intake.find_standings(
                session,
                {each.learner.id for each in group},
                {each.place for each in group},
                context.clock() - WINDOW,
                context.limits.open_in_total,
            )
            for new in group:
                known = standings.get(new.learner.id)
                if known is None:  # the learner is deleted: writing the rows will say so
                    accepted.append(new)
                    results.append(True)
                    continue
                same = [each for each in accepted if each.learner.id == new.learner.id]
                if known.is_duplicate or any(each.place == new.place for each in same):
                    results.append(False)
                    continue
                try:
                    counts = _with_accepted(known.counts, same, accepted)
                    await check_counts(context, session, new.learner, counts)
                except RateLimitedError as limit:
                    results.append(limit)
                else:
                    accepted.append(new)
                    results.append(True)
            rows = [row for each in accepted for row in each.rows]
            if rows:
                await intake.insert_submissions(session, rows)
                await self._stage(session, rows)
        return results


def _with_accepted(
    counts: BacklogCounts, same: Sequence[NewSubmissions], accepted: Sequence[NewSubmissions]
) -> BacklogCounts:
    """Add what the same transaction stores, of the same learner and of all."""
    own = sum(len(each.rows) for each in same)
    total = counts.total_open + sum(len(each.rows) for each in accepted)
    return replace(
        counts, recent=counts.recent + own, waiting=counts.waiting + own, total_open=total
    )
