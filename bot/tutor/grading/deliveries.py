"""Delivers the replies to submissions and runs, again and again until each has arrived."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta

from bot.storage.accounts import learners
from bot.storage.engine.tries import MAX_TRIES
from bot.storage.grading import jobs
from bot.storage.models import RunRow, SubmissionRow
from bot.tutor.context import TutorContext
from bot.tutor.events import ReplyDelivered
from bot.tutor.grading.job_envelopes import kind_of, seconds_since_received
from bot.tutor.grading.missed_replies import forget_missed, offering, store_missed
from bot.tutor.grading.pending_updates import PendingUpdates
from bot.tutor.grading.submission_reply import JobReply, ReplyWanted, job_replies
from bot.tutor.identity import to_learner
from bot.tutor.platform import ChatPlatform, UndeliverableError
from bot.tutor.replies.actions import ShowReply, encode
from bot.tutor.replies.address import join_address
from bot.tutor.replies.model import Reply, Text
from common.group_commit import GroupCommit
from common.lru_dict import LruDict
from common.operations.job_context import job_context
from common.operations.watchdog import working_on
from grader.queues import Queue

log = logging.getLogger(__name__)

REDELIVERY_INTERVAL = timedelta(seconds=10)
"""A final reply that was not delivered is tried again after this time, and so on."""

REDELIVERED_FOR = timedelta(minutes=10)
"""After this time it is only tried when its platform reconnects, or at the next start."""

MOST_REDELIVERED = 100
"""In one round, so that a platform that has just recovered is not flooded."""


class Deliveries:
    """Delivers replies to the platforms, and remembers in the database which have arrived."""

    def __init__(self, context: TutorContext, queue: Queue) -> None:
        self._context = context
        self._tasks: set[asyncio.Task[None]] = set()
        self._claimed: LruDict[str, None] = LruDict()
        """Ids of jobs whose final reply is being delivered or has been delivered."""
        self._delivered = GroupCommit(self._mark_delivered)
        self._replies = GroupCommit(self._read)
        self._pending = PendingUpdates(context, queue, self._replies.add)

    def on_enqueued(self, rows: Sequence[jobs.JobRow]) -> None:
        """Update the pending reply to these jobs while they take long, where its platform can."""
        self._pending.begin(rows)

    async def deliver(self, job_id: str, *, started: bool = False, alone: bool = False) -> None:
        """Deliver the reply that a job belongs to, with the current state of all its jobs.

        A final reply is delivered once, even if several of its jobs finish at the same time, or
        the platform reconnects meanwhile. `started` says that a grader has begun the job. The
        delivery to a slow platform goes on in the background, unless it is to be made `alone`.
        """
        wanted = ReplyWanted(job_id, is_running=started)
        # One that may crash the bot is made in a transaction of its own.
        found = (await self._read((wanted,)))[0] if alone else await self._replies.add(wanted)
        if found is None:
            return
        reply, rows = found.reply, found.rows
        row = next(each for each in rows if each.id == job_id)
        platform = self._context.platforms.get(row.platform)
        if platform is None or row.reply_to is None or (started and row.status is not None):
            return
        if not reply.pending:
            self._pending.end(row)
            reply = reply.model_copy(update={"shown_again_by": encode(ShowReply(row.id))})
        others = [each for each in found.missed if all(each != row.id for row in rows)]
        if others:
            t = self._context.translations.translator(found.learner.language)
            reply = offering(t, others, reply)
        address = join_address(row.reply_to, row.reply_secret)
        delivery = self._send(platform, address, reply, rows, missed=found.missed)
        if alone or not platform.is_slow:
            await delivery
            return
        task = asyncio.create_task(delivery)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Wait for the deliveries in the background, and end all updates of pending replies."""
        await self._pending.finish()
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def redeliver_loop(self) -> None:
        """Try undelivered replies again, until cancelled.

        Among them are those of a bot that died between storing a verdict and delivering it.
        """
        while True:
            await asyncio.sleep(REDELIVERY_INTERVAL.total_seconds())
            try:
                await self.redeliver_once()
            except Exception:  # such as a database that is unavailable
                log.exception("could not redeliver")

    async def redeliver_once(self) -> None:
        """Try recent undelivered replies once."""
        now, platforms = self._context.clock(), tuple(self._context.platforms)
        since, before = now - REDELIVERED_FOR, now - REDELIVERY_INTERVAL
        async with self._context.database.read_session() as session:
            rows = await jobs.list_undelivered_between(
                session, platforms, since, before, MOST_REDELIVERED
            )
        await self.redeliver(rows)

    async def redeliver(self, rows: Sequence[jobs.JobRow]) -> None:
        """Deliver the replies to finished jobs again, except those that are being delivered.

        Rendering a reply may have crashed the bot, so tries are counted before they are made.
        A reply that was tried before is delivered alone: if it crashes the bot once more, no
        other reply loses a try. After MAX_TRIES an apology is delivered instead.
        """
        rows = [row for row in rows if row.id not in self._claimed]
        first_tries = [row for row in rows if not row.delivery_tries]
        if first_tries:
            async with self._context.database.write_session() as session:
                await jobs.count_delivery_try(session, first_tries)
        for row in first_tries:
            await self._deliver_counted(row)
        for row in rows:
            if not row.delivery_tries:
                continue
            if row.delivery_tries >= MAX_TRIES:
                await self._give_up(row)
                continue
            async with self._context.database.write_session() as session:
                await jobs.count_delivery_try(session, [row])
            await self._deliver_counted(row, alone=True)

    async def _deliver_counted(self, row: jobs.JobRow, *, alone: bool = False) -> None:
        with job_context(row.id):
            try:
                await self.deliver(row.id, alone=alone)
            except Exception:
                log.exception("the reply could not be made")
                async with self._context.database.write_session() as session:
                    await jobs.reset_delivery_tries(session, [row])

    async def _give_up(self, row: jobs.JobRow) -> None:
        """Deliver an apology in place of a reply that crashes the bot."""
        platform = self._context.platforms.get(row.platform)
        if platform is None or row.reply_to is None:
            return
        with job_context(row.id):
            log.error("the reply is left aside: delivering it ended the bot %d times", MAX_TRIES)
            async with self._context.database.read_session() as session:
                learner = await learners.get_learner(session, row.learner_id)
            language = to_learner(self._context, learner).language
            t = self._context.translations.translator(language)
            text = Text(markdown=t("reply-left-aside"))
            reply = Reply(tone="refused", blocks=(text,), trouble=True)
            address = join_address(row.reply_to, row.reply_secret)
            await self._send(platform, address, reply, [row], is_apology=True)

    def _claim(self, rows: Sequence[jobs.JobRow]) -> bool:
        """Return whether the caller is the one that delivers the final reply to these jobs."""
        if any(row.id in self._claimed for row in rows):
            return False
        for row in rows:
            self._claimed[row.id] = None
        return True

    def _give_up_claim(self, rows: Sequence[jobs.JobRow]) -> None:
        for row in rows:
            self._claimed.pop(row.id, None)

    async def _send(
        self,
        platform: ChatPlatform,
        address: str,
        reply: Reply,
        rows: Sequence[jobs.JobRow],
        *,
        missed: Sequence[str] = (),
        is_apology: bool = False,
    ) -> None:
        """Send a reply, and mark a final one as delivered; send none that is claimed already."""
        ids = [row.id for row in rows]
        is_missed = False
        if not reply.pending and not self._claim(rows):
            return
        with ExitStack() as on_failure:
            if not reply.pending:
                on_failure.callback(self._give_up_claim, rows)
            try:
                with working_on(f"the reply to {', '.join(ids)}"):
                    await platform.deliver(address, reply)
            except UndeliverableError:
                log.warning("the reply to %s can be shown nowhere; its learner is told later", ids)
                is_missed = True
            except Exception:  # the platform is out of reach: the delivery is tried again
                log.exception("could not deliver the reply to %s", ids)
                if not is_apology:
                    await self._reset_tries(rows)
                return
            if reply.pending:
                await self._reset_tries(rows)
                return
            if is_missed:
                await store_missed(self._context, rows[0])
            elif missed:
                await forget_missed(self._context, missed)
            await self._delivered.add(rows)
            on_failure.pop_all()
        for row in () if is_missed else rows:
            taken = seconds_since_received(self._context, row)
            self._context.observe(ReplyDelivered(row.id, kind_of(row), row.status or "", taken))

    async def _read(self, wanted: Sequence[ReplyWanted]) -> Sequence[JobReply | None]:
        async with self._context.database.read_session() as session:
            return await job_replies(self._context, session, wanted)

    async def _mark_delivered(self, delivered: Sequence[Sequence[jobs.JobRow]]) -> Sequence[None]:
        rows = [row for each in delivered for row in each]
        now = self._context.clock()
        for table in (SubmissionRow, RunRow):
            of_table = [row for row in rows if isinstance(row, table)]
            if of_table:
                async with self._context.database.autocommit_session() as session:
                    await jobs.mark_delivered(session, of_table, now)
        return [None] * len(delivered)

    async def _reset_tries(self, rows: Sequence[jobs.JobRow]) -> None:
        """Forget the tries of a delivery that has not crashed the bot."""
        if any(row.delivery_tries for row in rows):
            async with self._context.database.autocommit_session() as session:
                await jobs.reset_delivery_tries(session, rows)
