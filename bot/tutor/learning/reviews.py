"""Reviews: what was answered or failed before comes back when it is due."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.accounts import learners
from bot.storage.learning import progress, reviews
from bot.storage.learning.reviews import Due
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.learning import points
from bot.tutor.learning.questions import question_blocks
from bot.tutor.learning.spaced_repetition import ReviewState, first_answer, next_answer
from bot.tutor.replies.buttons import button, command_button, exercise_button
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Reply, Text
from bot.tutor.timezones import A_DAY, day_in, next_instant

EVENING = 20
"""The hour that a reminder is offered for; another is set by `/review remind HOUR`."""

_MOST = 200  # things due that are looked at; more are due tomorrow as well


class Reviews:
    """What is due for review, when it returns, and who is reminded of it."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    async def command(self, learner: Learner, argument: str) -> Reply:
        """`/review`, `/review remind`, `/review remind 7`, `/review remind off`."""
        words = argument.casefold().split()
        if words[:1] != ["remind"]:
            return await self.next(learner)
        return await self.remind(learner, words[1] if words[1:] else str(EVENING))

    async def next(self, learner: Learner) -> Reply:
        """The first thing that is due: a question to answer, or an exercise to write again."""
        t = self._context.translations.translator(learner.language)
        due = await self._due(learner)
        if not due:
            return Reply(blocks=await self.all_done(learner))
        first = due[0]
        heading = Text(markdown=t("review-title", count=len(due)))
        if question := self._context.catalog.question(first.subject):
            return Reply(blocks=(heading, *question_blocks(t, question, "recall")))
        exercise = self._context.catalog.exercise(first.subject)
        assert exercise is not None  # _due leaves out what is in the catalogue no more
        again = t("review-exercise", title=exercise.titles[t.language])
        steps = (
            exercise_button(t, exercise, style="primary"),
            button(t("button-later"), f"later:{exercise.id}"),
        )
        return Reply(blocks=(heading, Text(markdown=again), Buttons(buttons=steps)))

    async def onwards(self, learner: Learner) -> tuple[AnyBlock, ...]:
        """What follows an answer in a review."""
        t = self._context.translations.translator(learner.language)
        due = await self._due(learner)
        if not due:
            return await self.all_done(learner)
        following = button(t("button-next-review", count=len(due)), "command:review", "primary")
        return (Buttons(buttons=(following,)),)

    async def all_done(self, learner: Learner) -> tuple[AnyBlock, ...]:
        """That nothing is due now, and when something will be; a lesson where nothing ever was."""
        t = self._context.translations.translator(learner.language)
        async with self._context.database.read_session() as session:
            following = await reviews.find_next_due(session, learner.id, self._context.clock())
            hour = (await learners.get_learner(session, learner.id)).remind_hour
        if following is None:
            return (
                Text(markdown=t("review-nothing-yet")),
                Buttons(buttons=(command_button(t, "lesson"),)),
            )
        steps = (_remind_button(t, hour), command_button(t, "exercise"))
        return (Text(markdown=self._until(t, learner, following)), Buttons(buttons=steps))

    async def later(self, learner: Learner, exercise_id: str) -> Reply:
        """Puts an exercise off until tomorrow."""
        async with self._context.database.write_session() as session:
            tomorrow = self._context.clock() + A_DAY
            await reviews.postpone(session, learner.id, progress.EXERCISE, exercise_id, tomorrow)
        return await self.next(learner)

    async def remind(self, learner: Learner, hour: str) -> Reply:
        """Sets the hour of the daily reminder, or ends it for "off"."""
        t = self._context.translations.translator(learner.language)
        if hour != "off" and not (hour.isdecimal() and 0 <= int(hour) <= 23):
            return Reply(blocks=(Text(markdown=t("remind-which")),))
        chosen = None if hour == "off" else int(hour)
        at = chosen if chosen is None else next_reminder(learner, chosen, self._context.clock())
        async with self._context.database.write_session() as session:
            await learners.update_learner(session, learner.id, remind_hour=chosen, remind_at=at)
        off = t("remind-off")
        text = off if chosen is None else t("remind-on", hour=chosen, zone=learner.zone)
        steps = (command_button(t, "review"), _remind_button(t, chosen))
        return Reply(blocks=(Text(markdown=text), Buttons(buttons=steps)))

    def reminder(self, learner: Learner, count: int) -> Reply:
        """What a learner is told at the hour that they chose."""
        t = self._context.translations.translator(learner.language)
        steps = (command_button(t, "review", "primary"), _remind_button(t, EVENING))
        return Reply(blocks=(Text(markdown=t("reminder", count=count)), Buttons(buttons=steps)))

    def _until(self, t: Translator, learner: Learner, following: datetime) -> str:
        today = day_in(learner.zone, self._context.clock())
        day = day_in(learner.zone, following)
        if day == today:
            return t("review-done-today")
        return t("review-done", days=(day - today).days)

    async def _due(self, learner: Learner) -> list[Due]:
        async with self._context.database.read_session() as session:
            now = self._context.clock()
            found = await reviews.list_due(session, learner.id, now, most=_MOST)
        catalog = self._context.catalog
        return [
            each
            for each in found
            if (catalog.question if each.kind == progress.QUESTION else catalog.exercise)(
                each.subject
            )
        ]


async def schedule(
    session: AsyncSession, learner: Learner, kind: str, subject: str, *, right: bool, now: datetime
) -> int:
    """Notes an answer or a verdict for the reviews to come; returns the points it has earned.

    Those are for what was due and still known: once a day at most for each thing.
    """
    row = await reviews.lock_review(session, learner.id, kind, subject)
    if row is None:
        if kind == progress.EXERCISE and right:
            return 0
        memory: ReviewState | None = first_answer(right=right, now=now)
        known = False
    else:
        before = ReviewState(
            row.state, row.step, row.stability, row.difficulty, row.due, row.reviewed_at
        )
        memory = next_answer(before, right=right, now=now)
        known = right and before.is_settled and before.due <= now
    if memory is None:
        return 0
    await reviews.upsert_review(
        session,
        learner.id,
        kind,
        subject,
        state=memory.state,
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        reviewed_at=memory.reviewed_at,
    )
    earned = known and await progress.award(
        session,
        learner.id,
        kind=progress.REVIEW,
        subject=subject,
        points=points.REVIEW,
        now=now,
        once_per=day_in(learner.zone, now).isoformat(),
    )
    return points.REVIEW if earned else 0


def next_reminder(
    learner: Learner, hour: int, now: datetime, not_before: date | None = None
) -> datetime:
    """When the learner's clock next shows the hour after `now`, in UTC; not before that day."""
    return next_instant(learner.zone, hour, range(7), now, not_before)


def _remind_button(t: Translator, hour: int | None) -> Button:
    if hour is None:
        return button(t("button-remind", hour=EVENING), f"remind:{EVENING}")
    return button(t("button-remind-off"), "remind:off")
