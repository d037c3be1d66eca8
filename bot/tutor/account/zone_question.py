"""Asks learners once for their time zone, where their platform does not report it."""

from __future__ import annotations

from bot.storage.accounts import learners
from bot.tutor.account.zone_choice import time_in
from bot.tutor.context import TutorContext
from bot.tutor.replies.actions import ChooseZone
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, Text
from bot.tutor.request import Request


async def zone_question(context: TutorContext, request: Request) -> tuple[AnyBlock, ...]:
    """Return the question with its buttons, and store that it was asked; nothing if not needed.

    It is asked where days begin to matter: beside a streak, and when a reminder is set.
    """
    if not request.user.lacks_zone:
        return ()
    async with context.database.read_session() as session:
        row = await learners.get_learner(session, request.learner.id)
        if row.zone or row.told_zone or row.zone_asked:
            return ()
    async with context.database.write_session() as session:
        await learners.update_learner(session, request.learner.id, zone_asked=True)
    t, zone = request.t, request.learner.zone
    steps = (
        button(t("button-zone-yes"), ChooseZone(zone)),
        button(t("button-zone-other"), ChooseZone()),
    )
    text = t("zone-question", time=time_in(zone, context.clock()), zone=zone)
    return (Text(markdown=text), Buttons(buttons=steps))
