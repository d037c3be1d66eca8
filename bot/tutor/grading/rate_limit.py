"""The door: how much of learners' code is taken in, before anything of it is written down.

What was taken in is never dropped. So whoever comes too fast, or when too many wait, is told here
when to come again.
"""

from __future__ import annotations

import math
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.grading import backlog
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.replies.model import AnyBlock, Code, Reply, Text

WINDOW = timedelta(minutes=1)

LESS_CROWDED = 0.1
"""The part of a full queue that should be gone before anyone is asked back."""

SHORTEST_S, LONGEST_S = 10.0, 600.0
"""Bounds of what is said about a full queue: nobody can know it better."""


class RateLimitedError(Exception):
    """Something was not taken in. The words say why, and when to send it again."""

    def __init__(self, words: str, caption: str) -> None:
        super().__init__(words)
        self._words = words
        self._caption = caption  # for the code, where it is shown with them

    def reply(self, code: str = "") -> Reply:
        """`code` is given where it does not stand in a message of the learner's."""
        blocks: tuple[AnyBlock, ...] = (Text(markdown=self._words),)
        if code:
            blocks += (Code(text=code, language="python", caption=self._caption),)
        return Reply(threadable=True, blocks=blocks)


async def check_limits(context: TutorContext, session: AsyncSession, learner: Learner) -> None:
    """Lets a learner's next submission or run in. Raises RateLimitedError.

    Called in the transaction that will write it, after a look for one that is here already.
    """
    allowance, now = context.limits, context.clock()
    seen = await backlog.count_backlog(session, learner.id, now - WINDOW, allowance.in_all)
    t = context.translations.translator(learner.language)
    caption = t("door-code")
    if seen.recent >= allowance.a_minute:
        nth = await backlog.find_nth_latest_time(session, learner.id, allowance.a_minute)
        wait = ((nth or now) + WINDOW - now).total_seconds()
        words = t("door-too-fast", most=allowance.a_minute, span=format_duration(t, wait))
        raise RateLimitedError(words, caption)
    if seen.waiting >= allowance.waiting:
        raise RateLimitedError(t("door-own-waiting", waiting=seen.waiting), caption)
    if seen.total_open >= allowance.in_all:
        # Little's law: a queue of N whose oldest has waited W loses N/W a second, so that a part p
        # of it is gone after p·W.
        oldest = await backlog.find_oldest_open_time(session) or now
        wait = (now - oldest).total_seconds() * LESS_CROWDED
        wait = min(max(wait, SHORTEST_S), LONGEST_S)
        raise RateLimitedError(t("door-full", span=format_duration(t, wait)), caption)


def format_duration(t: Translator, seconds: float) -> str:
    """A span of time in words, rounded up: seconds up to a minute and a half, then minutes."""
    if seconds <= 90:
        return t("span-seconds", count=max(1, math.ceil(seconds)))
    return t("span-minutes", count=math.ceil(seconds / 60))
