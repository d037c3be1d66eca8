"""The card of a finished track, for the learner and for the channel that they show it to."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.i18n import Translator
from bot.images import track_card
from bot.storage.learning import progress
from bot.tutor.avatars import find_avatars
from bot.tutor.channel_language import for_everyone
from bot.tutor.context import TutorContext
from bot.tutor.learning import curriculum
from bot.tutor.learning.next_step import is_track_finished, next_step
from bot.tutor.learning.positions import find_position, read_position
from bot.tutor.replies.actions import ShareCard, ShowCard
from bot.tutor.replies.buttons import button, command_button
from bot.tutor.replies.cards import card_picture
from bot.tutor.replies.model import Buttons, Picture, Reply, Text, escaped, without_breaks
from bot.tutor.replies.next_steps import step_button
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on
from bot.tutor.timezones import day_in
from lessons.curriculum import Track


class TrackCards(Feature):
    """Draws cards with the name, the track, what is proven, and the day it was finished."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def actions(self) -> ActionHandlers:
        """Return the handlers of the buttons that show and share a card."""
        return (on(ShowCard, self.show), on(ShareCard, self.share))

    async def show(self, request: Request, action: ShowCard) -> Reply:
        """Show a card to the learner alone, with a button to share it and the next step."""
        t = request.t
        picture = await self._picture(request, action.track)
        position = await read_position(self._context, request.learner)
        step = step_button(t, next_step(self._context.catalog, position), position)
        if picture is None:
            return Reply(
                tone="not-yet", blocks=(Text(markdown=t("card-not-yet")), Buttons(buttons=(step,)))
            )
        share = button(t("button-card-share"), ShareCard(action.track))
        text = Text(markdown=t("card-yours"))
        return Reply(tone="passed", blocks=(text, picture, Buttons(buttons=(step, share))))

    async def share(self, request: Request, action: ShareCard) -> Reply:
        """Show the channel a card, because its learner has asked for that."""
        track = curriculum.track_of(self._context.catalog, action.track)
        shared = await for_everyone(self._context, request)
        picture, t = await self._picture(shared, action.track), shared.t
        if picture is None or track is None:
            return Reply(tone="not-yet", blocks=(Text(markdown=request.t("card-not-yet")),))
        name, title = escaped(request.learner.name), track.titles[t.language]
        text = Text(markdown=t("card-shared", name=name, track=title))
        start = Buttons(buttons=(command_button(t, "start", "primary"),))
        return Reply(tone="passed", blocks=(text, picture, start), private=False)

    async def _picture(self, request: Request, slug: str) -> Picture | None:
        """Draw the card; return None where the learner has not finished the track."""
        t, learner = request.t, request.learner
        track = curriculum.track_of(self._context.catalog, slug)
        if track is None:
            return None
        async with self._context.database.read_session() as session:
            position = await find_position(session, learner, self._context.clock())
            last = await progress.find_last_earned(session, learner.id, track.lessons)
        if last is None or not is_track_finished(track, position):
            return None
        day = day_in(learner.zone, last[1])
        date = t("card-date", year=str(day.year), month=day.month, day=day.day)
        proven = [
            each.texts[t.language]
            for each in track.checklist
            if curriculum.is_proven(each, self._context.catalog, position.done)
        ]
        avatars = await find_avatars(self._context, request.user.platform, (learner.id,))
        shown = _card(t, learner.name, track, proven, date)
        shown = replace(shown, avatar=avatars.get(learner.id, b""))
        png = await asyncio.to_thread(track_card.draw, shown)
        alt = t("card-alt", name=shown.name, track=shown.track, date=date, count=len(proven))
        return card_picture(png, alt)


def _card(
    t: Translator, name: str, track: Track, proven: list[str], date: str
) -> track_card.TrackCard:
    most = track_card.MOST_ITEMS
    left_out = len(proven) - most if len(proven) > most else 0
    return track_card.TrackCard(
        name=without_breaks(name),
        finished=t("card-finished"),
        track=track.titles[t.language],
        items=[each.replace("`", "").replace("**", "") for each in proven[:most]],
        more=t("card-more", count=left_out) if left_out else "",
        date=date,
    )
