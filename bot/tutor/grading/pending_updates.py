"""Updates the replies to slow jobs: how many jobs are ahead, or that it is running, and since when.

Platforms that show a sign of their own, such as Discord's typing sign, have no use for it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence

from bot.i18n import Translator
from bot.storage.accounts import learners
from bot.storage.grading import jobs
from bot.tutor.context import TutorContext
from bot.tutor.grading.job_envelopes import envelope_of, seconds_since_received
from bot.tutor.grading.queue_wait import Wait, estimate_wait, wait_texts
from bot.tutor.grading.rate_limit import format_duration
from bot.tutor.grading.submission_reply import JobReply, ReplyWanted
from bot.tutor.identity import to_learner
from bot.tutor.platform import PendingEditor
from bot.tutor.replies.address import join_address
from bot.tutor.replies.model import Reply, Text
from common.operations.job_context import job_context
from grader.queues import Queue

log = logging.getLogger(__name__)

FIRST_AFTER_S = 2.0
"""Most verdicts arrive sooner, and need no update."""

SPACING_S = 3.0
"""Between two edits that share a rate limit. Slack allows about 50 edits a minute in a workspace,
and verdicts need some of them."""

MOST_UPDATES = 120
"""For one reply: ten minutes of one learner alone, after which its line stays as it is."""

ReadReply = Callable[[ReplyWanted], Awaitable[JobReply | None]]


class PendingUpdates:
    """Edits pending replies at intervals, by the state of their jobs in the database.

    Any process may store and deliver the verdict meanwhile, so the editor reads the state before
    and after each edit, and puts the final reply back where it has overwritten one.
    """

    def __init__(self, context: TutorContext, queue: Queue, read: ReadReply) -> None:
        self._context = context
        self._queue = queue
        self._read = read
        self._ends: dict[tuple[str, str], asyncio.Event] = {}  # by platform and reply address
        self._tasks: set[asyncio.Task[None]] = set()
        self._free_at: dict[str, float] = {}  # by the key of a rate limit, monotonic seconds

    def begin(self, rows: Sequence[jobs.JobRow]) -> None:
        """Update the pending reply to these jobs, which share it, until they have ended."""
        row = rows[0]
        platform = self._context.platforms.get(row.platform)
        editor = platform.pending_editor if platform else None
        if editor is None or row.reply_to is None or (row.platform, row.reply_to) in self._ends:
            return
        address = join_address(row.reply_to, row.reply_secret)
        end = self._ends[row.platform, row.reply_to] = asyncio.Event()
        task = asyncio.create_task(self._update_until(end, editor, address, rows))
        self._tasks.add(task)

        def forget(done: asyncio.Task[None]) -> None:
            self._tasks.discard(done)
            self._ends.pop((row.platform, row.reply_to or ""), None)

        task.add_done_callback(forget)

    def end(self, row: jobs.JobRow) -> None:
        """Note that the final reply to a job is there."""
        event = self._ends.get((row.platform, row.reply_to or ""))
        if event is not None:
            event.set()

    async def finish(self) -> None:
        """End all updates; wait for the edits under way."""
        for event in self._ends.values():
            event.set()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _update_until(
        self, end: asyncio.Event, editor: PendingEditor, address: str, rows: Sequence[jobs.JobRow]
    ) -> None:
        async def read() -> Reply | None:
            return await self._read_reply(rows[0].id)

        is_unsure = False  # whether an edit may have overwritten a final reply
        if await _is_set(end, FIRST_AFTER_S):
            return
        with job_context(rows[0].id):
            for _ in range(MOST_UPDATES):
                pause = self._next_turn(editor.rate_key(address))
                if is_unsure:
                    await asyncio.sleep(pause)
                elif await _is_set(end, pause):
                    return
                try:
                    if not await editor.update(address, read):
                        return
                    is_unsure = False
                except Exception as problem:  # of the database or the platform: tried again
                    log.info("a pending reply was not updated: %s", problem)
                    is_unsure = True

    def _next_turn(self, key: str) -> float:
        """Reserve the next edit under a rate limit; return the seconds until then."""
        now = time.monotonic()
        self._free_at = {each: free for each, free in self._free_at.items() if free > now}
        at = self._free_at.get(key, now)
        self._free_at[key] = at + SPACING_S
        return at - now

    async def _read_reply(self, job_id: str) -> Reply | None:
        """Return the reply as it is to be now; None where none is wanted any more."""
        found = await self._read(ReplyWanted(job_id))
        if found is None:
            return None
        reply, rows = found.reply, found.rows
        waiting = [row for row in rows if row.status is None]
        if not waiting:
            return reply
        needs_card = any(envelope_of(self._context, row).needs_gpu for row in waiting)
        wait = await estimate_wait(self._queue, [row.id for row in waiting], needs_card=needs_card)
        async with self._context.database.read_session() as session:
            learner = await learners.get_learner(session, waiting[0].learner_id)
        t = self._context.translations.translator(to_learner(self._context, learner).language)
        spent = seconds_since_received(self._context, waiting[0])
        line = wait_line(t, wait, spent)
        return reply.model_copy(update={"blocks": (*reply.blocks, line)})


async def _is_set(event: asyncio.Event, within_s: float) -> bool:
    """Wait for an event; return whether it was set in time."""
    try:
        async with asyncio.timeout(within_s):
            await event.wait()
    except TimeoutError:
        return False
    return True


def wait_line(t: Translator, wait: Wait, spent_s: float) -> Text:
    """Return what a job waits for, or that it is running, and the seconds since it was sent."""
    if wait.no_card or wait.no_grader:
        return wait_texts(t, wait)[0]
    spent = format_duration(t, spent_s)
    if not wait.ahead:
        return Text(markdown=t("pending-running", spent=spent))
    if wait.seconds is None:
        return Text(markdown=t("pending-ahead", ahead=wait.ahead, spent=spent))
    left = format_duration(t, wait.seconds)
    return Text(markdown=t("pending-ahead-wait", ahead=wait.ahead, left=left, spent=spent))
