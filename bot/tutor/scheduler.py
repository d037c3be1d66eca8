"""Scheduled tasks: daily prompts, reminders, and the deletion of old code.

Any number of processes may run a scheduler on the same database. Each task is claimed in it before
it is done, so that one process does it, and a task that a dead process had claimed is done by
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

from bot.storage.accounts import learners, notices
from bot.storage.accounts.notices import Notice
from bot.storage.groups import daily
from bot.storage.groups.daily import Item
from bot.storage.learning import reviews
from bot.storage.learning.reviews import Reminder
from bot.storage.models import DailyChannelRow
from bot.tutor.account.privacy import Privacy
from bot.tutor.context import TutorContext
from bot.tutor.courses.plans import CoursePlans
from bot.tutor.daily.announcements import Announcer, ChannelRefusedError
from bot.tutor.daily.channels import REFUSED
from bot.tutor.daily.followed import Followed, day_due, list_followed, next_time
from bot.tutor.daily.notices import NoticeSender
from bot.tutor.daily.plan import position_after
from bot.tutor.daily.prompts import DailyPrompts
from bot.tutor.events import PromptPosted
from bot.tutor.grading.regrades import Regrades
from bot.tutor.groups.digest import Digests
from bot.tutor.identity import to_learner
from bot.tutor.learning.reviews import Reviews, next_reminder
from bot.tutor.learning.role_changes import RoleChanges
from bot.tutor.text.times import ClockTime
from bot.tutor.timezones import A_DAY, day_in, instant_of

log = logging.getLogger(__name__)

BATCH_SIZE = 200
"""Channels and learners that one round processes, those that have waited longest first."""

AT_ONCE = 5  # messages that are sent at the same time
SPACING_S = 0.1
"""Between two messages: ten a second. On Discord each takes two requests, so that is less than half
of its global limit for a bot, which replies and the other processes of the same bot share."""

ROUND_INTERVAL_S = 5.0
RETRY_AFTER = 2 * daily.LEASE
PURGE_INTERVAL = timedelta(hours=1)

Sleep = Callable[[float], Awaitable[None]]


class Renew(Protocol):
    """Renew the lease of a running task."""

    async def __call__(self, session: AsyncSession, /, *, now: datetime) -> None: ...


class Scheduler:
    """Runs scheduled tasks for the platforms that are connected to this process."""

    def __init__(
        self,
        context: TutorContext,
        prompts: DailyPrompts,
        reviews: Reviews,
        privacy: Privacy,
        notice_sender: NoticeSender,
        *,
        regrades: Regrades,
        digests: Digests,
        plans: CoursePlans,
        roles: RoleChanges,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._context = context
        self._prompts = prompts
        self._reviews = reviews
        self._privacy = privacy
        self._notices = notice_sender
        self._regrades = regrades
        self._digests = digests
        self._plans = plans
        self._roles = roles
        self._sleep = sleep
        self._purged_at: datetime | None = None

    async def run(self) -> None:
        """Run rounds until cancelled. An error in one round does not prevent the next."""
        while True:
            more = False
            try:
                more = await self.run_due()
                self._roles.start_due()
                await self._regrades.enqueue_open()
                await self._purge_if_due()
            except Exception:
                log.exception("a round of the scheduler failed")
            if not more:
                await self._sleep(ROUND_INTERVAL_S)

    async def run_due(self) -> bool:
        """Run the tasks that are due now; return whether more may be due."""
        platforms = tuple(
            name for name, each in self._context.platforms.items() if each.announcer is not None
        )
        if not platforms:
            return False
        await self._digests.queue_due()
        await self._plans.queue_due()
        now = self._context.clock()
        async with self._context.database.read_session() as session:
            channels = await daily.list_due_channels(session, platforms, now, most=BATCH_SIZE)
            followed = await list_followed(session, [each.id for each in channels])
            reminders = await reviews.list_due_reminders(session, platforms, now, most=BATCH_SIZE)
            messages = await self._notices.list_due(session, platforms, now, most=BATCH_SIZE)
        done = await self.run_throttled(
            [partial(self._post, each, followed.get(each.id)) for each in channels]
        )
        done += await self.run_throttled([partial(self._remind, each) for each in reminders])
        done += await self.run_throttled([partial(self._notify, each) for each in messages])
        # If no task succeeded, a platform is out of reach: wait before the next round.
        return done > 0 and BATCH_SIZE in {len(channels), len(reminders), len(messages)}

    def _announcer(self, platform: str) -> Announcer:
        announcer = self._context.platforms[platform].announcer
        assert announcer is not None  # only such platforms are queried
        return announcer

    async def purge_old_code(self) -> None:
        """Delete code, pictures, messages and credentials after their retention times."""
        now = self._purged_at = self._context.clock()
        await self._privacy.forget_expired_secrets()
        await self._privacy.forget_open_questions()
        await self._privacy.forget_old_code()
        await self._privacy.forget_excess(now - 2 * PURGE_INTERVAL)
        await self._privacy.forget_old_attachments()
        await self._notices.drop_old()
        await self._plans.drop_old_drafts()
        await self._regrades.drop_old()

    async def _purge_if_due(self) -> None:
        last = self._purged_at
        if last is None or self._context.clock() - last >= PURGE_INTERVAL:
            await self.purge_old_code()

    async def run_throttled(self, tasks: Sequence[Callable[[], Awaitable[bool]]]) -> int:
        """Run tasks in order, AT_ONCE at a time and spaced; return how many succeeded."""
        waiting = iter(tasks)

        async def work() -> int:
            done = 0
            for number, task in enumerate(waiting):
                if number:
                    await self._sleep(SPACING_S * AT_ONCE)
                try:
                    done += await task()
                except Exception:
                    log.exception("a platform is out of reach; the task is tried again")
            return done

        return sum(await asyncio.gather(*(work() for _ in range(min(AT_ONCE, len(tasks))))))

    async def _post(self, channel: DailyChannelRow, followed: Followed | None) -> bool:
        """Post a channel's prompt, unless another process has claimed or posted it."""
        now = self._context.clock()
        day = day_due(channel, now, followed)
        if day is None:
            await self._reschedule(channel, followed, day_in(channel.zone, now))
            return True
        plan = await self._prompts.plan(channel, day, followed)
        if plan is None:  # there are no lessons
            await self._reschedule(channel, followed, day + A_DAY)
            return True
        async with self._context.database.write_session() as session:
            claim = await daily.claim(
                session,
                channel,
                day,
                now,
                kind=plan.kind,
                items=plan.items,
                track=plan.track,
                position=plan.position,
                question=plan.question,
                exercise=plan.exercise,
            )
            items: Sequence[Item] = plan.items
            if claim.state == "again":  # what was chosen then, whatever is known since
                items = await daily.list_items(session, claim.post.id) or items
        if claim.state == "busy":
            return False
        if claim.state == "over":
            await self._reschedule(channel, followed, day + A_DAY)
            return True
        post = await self._prompts.prompt(channel, claim.post, items, followed)
        try:
            async with self.renew_lease(partial(daily.renew_claim, post=claim.post.id)):
                post = replace(post, again=claim.state == "again")
                message = await self._announcer(channel.platform).post(post)
        except ChannelRefusedError as refusal:
            log.warning(
                "%s refuses the daily prompt of channel %s, which is turned off: %s",
                channel.platform,
                channel.channel,
                refusal,
            )
            await self._turn_off(channel, day, refusal)
            return True
        except Exception:
            await self._retry_later(channel, followed, day)
            raise
        track, following, position = position_after(channel, claim.post, items)
        async with self._context.database.write_session() as session:
            sent_at = self._context.clock()
            sent = await daily.mark_sent(session, claim.post.id, message, sent_at)
            if sent:
                next_at = next_time(channel, self._context.clock(), day + A_DAY, followed)
                await daily.advance_channel(
                    session, channel, next_at, track=track, following=following, position=position
                )
        if sent:
            # Not `next_at`, which moves while the channel cannot be reached.
            scheduled_at = instant_of(channel.zone, day, channel.hour, channel.minute)
            self._context.observe(PromptPosted((sent_at - scheduled_at).total_seconds()))
        return True

    @asynccontextmanager
    async def renew_lease(self, renew: Renew) -> AsyncIterator[None]:
        """Renew a task's lease while the platform is slow to respond."""

        async def renew_loop() -> None:
            while True:
                await asyncio.sleep(daily.LEASE.total_seconds() / 3)
                async with self._context.database.write_session() as session:
                    await renew(session, now=self._context.clock())

        renewing = asyncio.create_task(renew_loop())
        try:
            yield
        finally:
            renewing.cancel()

    async def _retry_later(
        self, channel: DailyChannelRow, followed: Followed | None, day: date
    ) -> None:
        """Try an unreachable channel again after others, on the same day if possible."""
        later = self._context.clock() + RETRY_AFTER
        if day_in(channel.zone, later) != day:
            later = next_time(channel, self._context.clock(), day + A_DAY, followed)
        async with self._context.database.write_session() as session:
            await daily.reschedule_channel(session, channel.id, later)

    async def _turn_off(
        self, channel: DailyChannelRow, day: date, refusal: ChannelRefusedError
    ) -> None:
        """Turn off a prompt that cannot be posted, and have its manager informed."""
        subject = f"{channel.id}:{day:%Y%m%d}:{refusal}"
        async with self._context.database.write_session() as session:
            await daily.turn_off(session, channel.id)
            manager = await daily.find_manager(session, channel.id)
            if manager is not None:
                now = self._context.clock()
                await notices.queue(session, manager, REFUSED, subject, now)

    async def _reschedule(
        self, channel: DailyChannelRow, followed: Followed | None, not_before: date
    ) -> None:
        following = next_time(channel, self._context.clock(), not_before, followed)
        async with self._context.database.write_session() as session:
            await daily.reschedule_channel(session, channel.id, following)

    async def _notify(self, notice: Notice) -> bool:
        """Send a notice, unless another process does. It is tried again for some days."""
        try:
            message = await self._notices.claim(notice)
            if message is None:
                return False
            async with self.renew_lease(partial(notices.renew, notice_id=notice.id)):
                await self._notices.send(message, self._announcer(message.platform))
        except Exception:
            await self._notices.retry_later(notice, self._context.clock() + RETRY_AFTER)
            raise
        return True

    async def _remind(self, reminder: Reminder) -> bool:
        """Remind a learner of what is due, if anything is and their day is not over."""
        now = self._context.clock()
        async with self._context.database.write_session() as session:
            claim = await reviews.claim_reminder(session, reminder, now)
            if claim == "taken":
                return False
            row = await learners.get_learner(session, reminder.learner_id)
        assert row.remind_hour is not None  # as the reminder has a time
        learner = to_learner(self._context, row)
        day = day_in(learner.zone, reminder.at)
        time = ClockTime(row.remind_hour, row.remind_minute)
        following = next_reminder(learner, time, now, day + A_DAY)
        is_today = reminder.due_count > 0 and day == day_in(learner.zone, now)
        count = await self._reviews.count_today(learner) if is_today else 0
        if count:
            nonce = f"remind-{learner.id}-{day:%y%m%d}"
            message = self._reviews.reminder(learner, count)
            try:
                async with self.renew_lease(partial(reviews.renew_reminder, reminder=reminder)):
                    await self._announcer(row.platform).send_dm(
                        row.account, message, nonce, again=claim == "again"
                    )
            except Exception:
                await self._retry_reminder_later(reminder, day, learner.zone, following)
                raise
        await self._move_reminder(reminder, following)
        return True

    async def _retry_reminder_later(
        self, reminder: Reminder, day: date, zone: str, following: datetime
    ) -> None:
        """Try again on the same day if it is not over by then, else on the next."""
        later = self._context.clock() + RETRY_AFTER
        if day_in(zone, later) != day:
            await self._move_reminder(reminder, following)
            return
        async with self._context.database.write_session() as session:
            await reviews.retry_reminder(session, reminder, later)

    async def _move_reminder(self, reminder: Reminder, at: datetime) -> None:
        async with self._context.database.write_session() as session:
            await reviews.schedule_reminder(session, reminder, at)
