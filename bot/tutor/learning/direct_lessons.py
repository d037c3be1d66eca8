"""Lessons of a server's channel, sent to the learner's direct messages.

In a channel only the learner sees a page, and the platform forgets it when the app is reloaded. A
direct message stays, and its buttons go on working.
"""

from __future__ import annotations

import secrets
from dataclasses import replace

from bot.tutor.announcing import try_send_dm
from bot.tutor.context import TutorContext
from bot.tutor.learning.lessons import Lessons
from bot.tutor.replies.actions import OpenLessonPage, ReadDirectly
from bot.tutor.replies.model import Reply, Text
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on


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
        user, nonce = request.user, f"page-{secrets.token_hex(8)}"
        is_sent = await try_send_dm(self._context, user.platform, user.account, reply, nonce)
        text = request.t("lesson-sent-directly" if is_sent else "lesson-not-sent-directly")
        return Reply(tone="plain" if is_sent else "refused", blocks=(Text(markdown=text),))
