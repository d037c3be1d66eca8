"""What happens by the clock: daily prompts, reminders, and old code that is blanked.

Any number of processes may keep time on the same database. Each thing is claimed in it before it
is done, so that exactly one process does it, and what a process that died had claimed is done by
another: late, but within the same local day.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.accounts import learners
from bot.storage.groups import daily
from bot.storage.learning import reviews
from bot.storage.learning.reviews import Reminder
from bot.storage.models import DailyChannelRow
from bot.tutor.account.privacy import Privacy
from bot.tutor.context import TutorContext
from bot.tutor.daily.announcements import Announcer
from bot.tutor.daily.channels import day_due, next_time
from bot.tutor.daily.prompts import DailyPrompts
from bot.tutor.events import PromptPosted
from bot.tutor.identity import to_learner
from bot.tutor.learning.reviews import Reviews, next_reminder
from bot.tutor.timezones import A_DAY, day_in, instant_of

log = logging.getLogger(__name__)

A_ROUND = 200
"""Channels and learners that one round looks at, those that have waited longest first."""

AT_ONCE = 5  # messages under way at the same time
SPACING_S = 0.04
"""Between two messages: 25 a second, half of what Discord lets a bot send in all."""

BETWEEN_ROUNDS_S = 5.0
TRIED_AGAIN_AFTER = 2 * daily.LEASE
HOUSE_KEPT_EVERY = timedelta(hours=1)

Sleep = Callable[[float], Awaitable[None]]


class Renew(Protocol):
    """Says in the database that whoever has claimed something is still at it."""

    async def __call__(self, session: AsyncSession, /, *, now: datetime) -> None: ...


class Scheduler:
    """Keeps time for every platform of this process."""

    def __init__(
        self,
        context: TutorContext,
        prompts: DailyPrompts,
        reviews: Reviews,
        privacy: Privacy,
        *,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._context = context
        self._prompts = prompts
        self._reviews = reviews
        self._privacy = privacy
        self._sleep = sleep
        self._house_kept_at: datetime | None = None

    async def run(self) -> None:
        """Keeps time until it is cancelled. Trouble in one round does not end the next."""
        while True:
            more = False
            try:
                more = await self.run_due()
                await self._keep_house_in_time()
            except Exception:
                log.exception("a round of the timetable failed")
            if not more:
                await self._sleep(BETWEEN_ROUNDS_S)

    async def run_due(self) -> bool:
        """Does what is due now; says whether there was as much as one round can take."""
        platforms = tuple(
            name for name, each in self._context.platforms.items() if each.announcer is not None
        )
        if not platforms:
            return False
        now = self._context.clock()
        async with self._context.database.read_session() as session:
            channels = await daily.list_due_channels(session, platforms, now, most=A_ROUND)
            reminders = await reviews.list_due_reminders(session, platforms, now, most=A_ROUND)
        done = await self.run_throttled([partial(self._post, each) for each in channels])
        done += await self.run_throttled([partial(self._remind, each) for each in reminders])
        # A round in which nothing went through is no reason to begin the next at once.
        return done > 0 and A_ROUND in {len(channels), len(reminders)}

    def _announcer(self, platform: str) -> Announcer:
        announcer = self._context.platforms[platform].announcer
        assert announcer is not None  # only such platforms are queried
        return announcer

    async def purge_old_code(self) -> None:
        """Delete what was kept for long enough: code, pictures, messages, expired credentials."""
        now = self._house_kept_at = self._context.clock()
        await self._privacy.forget_expired_secrets()
        await self._privacy.forget_old_code()
        await self._privacy.forget_excess(now - 2 * HOUSE_KEPT_EVERY)
        await self._privacy.forget_old_attachments()

    async def _keep_house_in_time(self) -> None:
        last = self._house_kept_at
        if last is None or self._context.clock() - last >= HOUSE_KEPT_EVERY:
            await self.purge_old_code()

    async def run_throttled(self, tasks: Sequence[Callable[[], Awaitable[bool]]]) -> int:
        """Starts tasks in their order, spaced and a few at a time; counts those that were done."""
        waiting = iter(tasks)

        async def work() -> int:
            done = 0
            for number, task in enumerate(waiting):
                if number:
                    await self._sleep(SPACING_S * AT_ONCE)
                try:
                    done += await task()
                except Exception:
                    log.exception("a platform is out of reach; it is tried again")
            return done

        return sum(await asyncio.gather(*(work() for _ in range(min(AT_ONCE, len(tasks))))))

    async def _post(self, channel: DailyChannelRow) -> bool:
        """Posts a channel's prompt, if it is still to be posted and no other process does it."""
        now = self._context.clock()
        day = day_due(channel, now)
        if day is None:
            await self._move_on(channel, day_in(channel.zone, now))
            return True
        async with self._context.database.write_session() as session:
            asked = self._prompts.asks(channel)
            claim = await daily.claim(
                session, channel, day, now, question=asked.question, exercise=asked.exercise
            )
        if claim.state == "busy":
            return False
        if claim.state == "over":
            await self._move_on(channel, day + A_DAY)
            return True
        post = await self._prompts.prompt(channel, claim.post)
        at_end = post is None
        post = post or self._prompts.finished(channel, day)
        try:
            async with self.renew_lease(partial(daily.renew_claim, post=claim.post.id)):
                post = replace(post, again=claim.state == "again")
                message = await self._announcer(channel.platform).post(post)
        except Exception:
            await self._put_off(channel, day)
            raise
        async with self._context.database.write_session() as session:
            sent_at = self._context.clock()
            sent = await daily.mark_sent(session, claim.post.id, message, sent_at)
            if sent:
                following = next_time(channel, self._context.clock(), day + A_DAY)
                pieces = 0 if at_end else channel.pace
                await daily.advance_channel(
                    session, channel.id, None if at_end else following, pieces=pieces
                )
        if sent:
            # Not `next_at`, which is put off while the channel cannot be reached.
            wanted_at = instant_of(channel.zone, day, channel.hour)
            self._context.observe(PromptPosted((sent_at - wanted_at).total_seconds()))
        return True

    @asynccontextmanager
    async def renew_lease(self, renew: Renew) -> AsyncIterator[None]:
        """Keeps a claim alive while the platform takes its time, as it may when it is busy."""

        async def go_on_renewing() -> None:
            while True:
                await asyncio.sleep(daily.LEASE.total_seconds() / 3)
                async with self._context.database.write_session() as session:
                    await renew(session, now=self._context.clock())

        renewing = asyncio.create_task(go_on_renewing())
        try:
            yield
        finally:
            renewing.cancel()

    async def _put_off(self, channel: DailyChannelRow, day: date) -> None:
        """Lets others go before a channel that cannot be reached; its day stays the same."""
        later = self._context.clock() + TRIED_AGAIN_AFTER
        if day_in(channel.zone, later) != day:
            later = next_time(channel, self._context.clock(), day + A_DAY)
        async with self._context.database.write_session() as session:
            await daily.advance_channel(session, channel.id, later)

    async def _move_on(self, channel: DailyChannelRow, not_before: date) -> None:
        following = next_time(channel, self._context.clock(), not_before)
        async with self._context.database.write_session() as session:
            await daily.advance_channel(session, channel.id, following)

    async def _remind(self, reminder: Reminder) -> bool:
        """Tells a learner what is due, if anything is and their day is not over."""
        now = self._context.clock()
        async with self._context.database.write_session() as session:
            claim = await reviews.claim_reminder(session, reminder, now)
            if claim == "taken":
                return False
            row = await learners.get_learner(session, reminder.learner_id)
        assert row.remind_hour is not None  # or it would have no time either
        learner = to_learner(self._context, row)
        day = day_in(learner.zone, reminder.at)
        following = next_reminder(learner, row.remind_hour, now, day + A_DAY)
        if reminder.list_due and day == day_in(learner.zone, now):
            nonce = f"remind-{learner.id}-{day:%y%m%d}"
            message = self._reviews.reminder(learner, reminder.list_due)
            try:
                async with self.renew_lease(partial(reviews.renew_reminder, reminder=reminder)):
                    await self._announcer(row.platform).send_dm(
                        row.account, message, nonce, again=claim == "again"
                    )
            except Exception:
                await self._put_off_reminder(reminder, day, learner.zone, following)
                raise
        await self._move_reminder(reminder, following)
        return True

    async def _put_off_reminder(
        self, reminder: Reminder, day: date, zone: str, following: datetime
    ) -> None:
        """Tries again the same day, if that is not over by then."""
        later = self._context.clock() + TRIED_AGAIN_AFTER
        if day_in(zone, later) != day:
            await self._move_reminder(reminder, following)
            return
        async with self._context.database.write_session() as session:
            await reviews.retry_reminder(session, reminder, later)

    async def _move_reminder(self, reminder: Reminder, at: datetime) -> None:
        async with self._context.database.write_session() as session:
            await reviews.schedule_reminder(session, reminder, at)
