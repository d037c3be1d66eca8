"""Greets learners who come back: their streak, what is due, and the next step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.storage.learning import progress
from bot.storage.learning.progress import Achievements
from bot.tutor.account.zone_question import zone_question
from bot.tutor.context import TutorContext
from bot.tutor.identity import ChatUser, find_known, language_of
from bot.tutor.learning.due_reviews import ReviewsToday, reviews_today
from bot.tutor.learning.lessons_by_track import lessons_by_track
from bot.tutor.learning.next_step import Position, next_step
from bot.tutor.learning.positions import find_position
from bot.tutor.learning.progress import due_text, streak_text
from bot.tutor.learning.streaks import streak
from bot.tutor.replies.actions import RunCommand
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Reply, Text, escaped
from bot.tutor.replies.next_steps import step_button
from bot.tutor.replies.paste_note import paste_note
from bot.tutor.request import Request
from bot.tutor.timezones import day_in

_NOTHING_DONE = Achievements(frozenset(), frozenset())


class ComingBack:
    """Builds the greeting of learners who have learnt something before."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    async def start(self, request: Request) -> Reply:
        """Return a greeting, what is due, and all lessons with the next one to open."""
        position, greeting, review = await self._greeting(request)
        overview = lessons_by_track(request.t, self._context.catalog, position)
        note = paste_note(request)
        if not greeting:
            welcome = Text(markdown=_hello(request))
            return Reply(tone="board", blocks=(welcome, *note, *overview))
        return Reply(tone="board", blocks=(*greeting, *note, *_with_button(overview, review)))

    async def on_opening(self, request: Request, last_seen: datetime) -> Reply | None:
        """Return the greeting on opening a chat; None to new learners, and again on one day."""
        zone = request.learner.zone
        if day_in(zone, last_seen) >= day_in(zone, self._context.clock()):
            return None
        position, greeting, review = await self._greeting(request)
        if not greeting:
            return None
        overview = lessons_by_track(request.t, self._context.catalog, position)
        steps = tuple(each for each in overview if isinstance(each, Buttons))
        return Reply(tone="board", blocks=(*greeting, *_with_button(steps[:1], review)))

    async def on_first_opening(self, user: ChatUser) -> Reply | None:
        """Return a greeting with the one step to begin with; None to who has learnt something.

        It stores nothing about a user whom nobody has met yet.
        """
        learner = await find_known(self._context, user)
        position = Position(await language_of(self._context, user), _NOTHING_DONE)
        if learner is not None:
            async with self._context.database.read_session() as session:
                position = await find_position(session, learner, self._context.clock())
                days = await progress.list_earned_days(session, learner.id)
            if days or position.lesson is not None:
                return None
        t = self._context.translations.translator(position.language)
        hello = t("newcomer", name=escaped(user.name)) if user.has_name else t("newcomer-unnamed")
        step = step_button(t, next_step(self._context.catalog, position), position)
        return Reply(tone="board", blocks=(Text(markdown=hello), Buttons(buttons=(step,))))

    async def _greeting(
        self, request: Request
    ) -> tuple[Position, tuple[AnyBlock, ...], Button | None]:
        """Return where the learner is, and greeting and button; no greeting to new learners."""
        t, learner = request.t, request.learner
        now = self._context.clock()
        async with self._context.database.read_session() as session:
            position = await find_position(session, learner, now)
            days = await progress.list_earned_days(session, learner.id)
            today = await reviews_today(session, self._context.catalog, learner, now)
        if not days and position.lesson is None:
            return position, (), None
        lines = [
            streak_text(t, streak(days, day_in(learner.zone, now))),
            due_text(t, today) or t("back-nothing-due"),
        ]
        blocks = (
            Text(markdown=_welcome_back(request)),
            Text(markdown="\n".join(f"- {line}" for line in lines)),
            *await zone_question(self._context, request),
        )
        return position, blocks, _review_button(request, today)


def _hello(request: Request) -> str:
    t = request.t
    if not request.user.has_name:
        return t("start-unnamed")
    return t("start", name=escaped(request.learner.name))


def _welcome_back(request: Request) -> str:
    t = request.t
    if not request.user.has_name:
        return t("back-title-unnamed")
    return t("back-title", name=escaped(request.learner.name))


def _review_button(request: Request, today: ReviewsToday) -> Button | None:
    if not today.left:
        return None
    return button(request.t("button-review-due", count=len(today.left)), RunCommand("review"))


def _with_button(blocks: tuple[AnyBlock, ...], added: Button | None) -> tuple[AnyBlock, ...]:
    """Return blocks with a button at the end of their first row, which is made if there is none."""
    if added is None:
        return blocks
    if not any(isinstance(each, Buttons) for each in blocks):
        primary = added.model_copy(update={"style": "primary"})
        return (Buttons(buttons=(primary,)), *blocks)

    def extended() -> Iterator[AnyBlock]:
        is_first = True
        for each in blocks:
            if is_first and isinstance(each, Buttons):
                yield Buttons(buttons=(*each.buttons, added))
                is_first = False
            else:
                yield each

    return tuple(extended())
