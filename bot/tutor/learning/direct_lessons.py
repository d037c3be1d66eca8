"""Lessons of a server's channel, sent to the learner's direct messages.

In a channel only the learner sees a page, and the platform forgets it when the app is reloaded. A
direct message stays, and its buttons go on working.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from dataclasses import replace

from bot.tutor.context import TutorContext
from bot.tutor.identity import ChatUser
from bot.tutor.learning.lessons import Lessons
from bot.tutor.replies.actions import OpenLessonPage, ReadDirectly
from bot.tutor.replies.model import Reply, Text
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on

log = logging.getLogger(__name__)

SEND_TIMEOUT_S = 10.0


class DirectLessons(Feature):
    """Sends pages of lessons as direct messages, when learners press the button for it."""

    def __init__(self, context: TutorContext, lessons: Lessons) -> None:
        self._context = context
        self._lessons = lessons

    def actions(self) -> ActionHandlers:
        """Return the handler of the button below a page."""
        return (on(ReadDirectly, self.send),)

    async def send(self, request: Request, action: ReadDirectly) -> Reply:
        """Send a page as a direct message, and say where it is."""
        page = OpenLessonPage(action.slug, action.page, action.language)
        there = replace(request, user=replace(request.user, channel="", reads_pastes=True))
        reply = await self._lessons.open_page(there, page)
        is_sent = await self._send(request.user, reply)
        text = request.t("lesson-sent-directly" if is_sent else "lesson-not-sent-directly")
        return Reply(tone="plain" if is_sent else "refused", blocks=(Text(markdown=text),))

    async def _send(self, user: ChatUser, reply: Reply) -> bool:
        platform = self._context.platforms.get(user.platform)
        if platform is None or platform.announcer is None:
            return False
        nonce = f"page-{secrets.token_hex(8)}"
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await platform.announcer.send_dm(user.account, reply, nonce, again=False)
        except Exception as problem:
            log.warning("a page did not reach %s: %r", user.platform, problem)
            return False
        return True
