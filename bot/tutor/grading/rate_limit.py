"""Limits how many submissions and runs are accepted.

An accepted one is never dropped. So the limits are checked before anything is stored, and a
learner who exceeds one is told when to try again.
"""

from __future__ import annotations

import math
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.grading import backlog
from bot.storage.grading.backlog import BacklogCounts
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.replies.actions import Action, encode
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, Code, Form, Reply, Text
from bot.tutor.replies.next_steps import go_on_button

WINDOW = timedelta(minutes=1)

DRAINED_SHARE = 0.1
"""The share of a full queue that should be finished before a learner tries again."""

SHORTEST_S, LONGEST_S = 10.0, 600.0
"""Bounds of the estimated wait for a full queue, which is rough."""

LONGEST_SENT_AGAIN = 1000
"""Characters of code that a form has at first. All platforms store it in the form's button."""


class RateLimitedError(Exception):
    """A submission or run was rejected; the text says why, and when to try again."""

    def __init__(self, text: str, t: Translator) -> None:
        super().__init__(text)
        self._text = text
        self._t = t

    def reply(self, action: Action, text: str = "", *, is_in_message: bool = False) -> Reply:
        """Return the reply to the learner, with a way to send the same again.

        `action` and `text` are what was asked for. The text is shown unless it `is_in_message` of
        the learner's own. One that is too long for a form has to be sent again by hand.
        """
        t = self._t
        blocks: tuple[AnyBlock, ...] = (Text(markdown=self._text),)
        if text and not is_in_message:
            code = Code(text=text, language="python", caption=t("rate-limit-code"))
            blocks += (code,)
        if not text:
            again = button(t("button-send-again"), action, "primary")
            blocks += (Buttons(buttons=(again,)),)
        elif len(text) <= LONGEST_SENT_AGAIN:
            form = Form(
                label="",
                action=encode(action),
                submit=t("button-send-again"),
                multiline=True,
                value=text,
            )
            blocks += (form,)
        else:
            blocks += (Buttons(buttons=(go_on_button(t),)),)
        return Reply(tone="refused", threadable=True, blocks=blocks)


async def check_limits(context: TutorContext, session: AsyncSession, learner: Learner) -> None:
    """Raise RateLimitedError where a learner's next submission or run exceeds a limit.

    Call it in the transaction that will store the job, once it is known not to be a duplicate.
    """
    since = context.clock() - WINDOW
    counts = await backlog.count_backlog(session, learner.id, since, context.limits.open_in_total)
    await check_counts(context, session, learner, counts)


async def check_counts(
    context: TutorContext, session: AsyncSession, learner: Learner, counts: BacklogCounts
) -> None:
    """Raise RateLimitedError where one more than these submissions and runs exceeds a limit."""
    limits, now = context.limits, context.clock()
    t = context.translations.translator(learner.language)
    if counts.recent >= limits.per_minute:
        nth = await backlog.find_nth_latest_time(session, learner.id, limits.per_minute)
        wait = ((nth or now) + WINDOW - now).total_seconds()
        text = t("rate-limit-per-minute", most=limits.per_minute, span=format_duration(t, wait))
        raise RateLimitedError(text, t)
    if counts.waiting >= limits.unfinished:
        # What waits for a GPU may wait for days, and does not keep its learner from going on.
        for_card = await _count_waiting_for_card(context, session, learner)
        waiting = counts.waiting - min(for_card, limits.unfinished)
        if waiting >= limits.unfinished:
            raise RateLimitedError(t("rate-limit-unfinished", waiting=counts.waiting), t)
    if counts.total_open >= limits.open_in_total:
        # Little's law: a queue of N jobs whose oldest has waited W finishes N/W a second, so that
        # a share p of it is finished after p·W.
        oldest = await backlog.find_oldest_open_time(session) or now
        wait = (now - oldest).total_seconds() * DRAINED_SHARE
        wait = min(max(wait, SHORTEST_S), LONGEST_S)
        raise RateLimitedError(t("rate-limit-queue-full", span=format_duration(t, wait)), t)


async def _count_waiting_for_card(
    context: TutorContext, session: AsyncSession, learner: Learner
) -> int:
    """Return how many of a learner's unfinished submissions can be graded on a GPU only."""
    exercises = [each.id for each in context.catalog.exercises() if each.needs_card]
    return await backlog.count_open(session, learner.id, exercises) if exercises else 0


def format_duration(t: Translator, seconds: float) -> str:
    """Return a duration in words, rounded up: in seconds up to 90, then in minutes."""
    if seconds <= 90:
        return t("span-seconds", count=max(1, math.ceil(seconds)))
    return t("span-minutes", count=math.ceil(seconds / 60))
