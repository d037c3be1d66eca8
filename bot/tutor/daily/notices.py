"""Sends direct messages that no request asks for, each once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.accounts import learners, notices
from bot.storage.accounts.notices import Notice, notice_nonce
from bot.tutor.context import TutorContext
from bot.tutor.daily.announcements import Announcer
from bot.tutor.identity import Learner, to_learner
from bot.tutor.replies.model import Reply

SENT_FOR = timedelta(days=7)
"""How long a notice is tried whose platform cannot be reached."""

BATCH_SIZE = 500
"""Old notices that one transaction deletes."""

NoticeWriter = Callable[[Learner, str], Awaitable[Reply | None]]
"""Writes the message about a subject to a learner; None where there is nothing to say any more."""


@dataclass(frozen=True, slots=True)
class Message:
    """A claimed notice as it is sent; without a reply there is nothing to send."""

    notice: Notice
    platform: str
    account: str
    reply: Reply | None
    again: bool  # it may have been sent before


class NoticeSender:
    """Claims notices and sends them. `writers` are those of the features, by kinds of notices."""

    def __init__(self, context: TutorContext, writers: Mapping[str, NoticeWriter]) -> None:
        self._context = context
        self._writers = writers

    async def list_due(
        self, session: AsyncSession, platforms: Sequence[str], now: datetime, *, most: int
    ) -> Sequence[Notice]:
        """Return the notices that are due for these platforms and that this version can write."""
        return await notices.list_due(session, platforms, tuple(self._writers), now, most=most)

    async def claim(self, notice: Notice) -> Message | None:
        """Claim a notice and write its message; return None if another process has it."""
        async with self._context.database.write_session() as session:
            claim = await notices.claim(session, notice.id, self._context.clock())
            if claim == "taken":
                return None
            row = await learners.get_learner(session, notice.learner_id)
        learner = to_learner(self._context, row)
        reply = await self._writers[notice.kind](learner, notice.subject)
        return Message(notice, row.platform, row.account, reply, claim == "again")

    async def send(self, message: Message, announcer: Announcer) -> None:
        """Send a claimed notice. Raise what the platform raises; it is to be tried again then."""
        if message.reply is not None:
            nonce = notice_nonce(message.notice.id)
            await announcer.send_dm(message.account, message.reply, nonce, again=message.again)
        async with self._context.database.write_session() as session:
            await notices.mark_sent(session, message.notice.id, self._context.clock())

    async def retry_later(self, notice: Notice, at: datetime) -> None:
        """Try a notice again at that time, or give it up after SENT_FOR."""
        async with self._context.database.write_session() as session:
            if at - notice.created_at > SENT_FOR:
                await notices.mark_sent(session, notice.id, at)
            else:
                await notices.retry(session, notice.id, at)

    async def drop_old(self) -> None:
        """Delete notices after the retention time of code: nothing they are about is kept."""
        before = self._context.clock() - self._context.keep_code
        while True:
            async with self._context.database.write_session() as session:
                if await notices.drop_old(session, before, most=BATCH_SIZE) < BATCH_SIZE:
                    return
