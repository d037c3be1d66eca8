"""Reviews: questions and failed exercises are asked again when they are due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.accounts import learners
from bot.storage.learning import progress, reviews
from bot.tutor.account.zone_question import zone_question
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.learning import points
from bot.tutor.learning.due_reviews import ReviewsToday, reviews_today
from bot.tutor.learning.questions import question_blocks
from bot.tutor.learning.spaced_repetition import ReviewState, first_answer, next_answer
from bot.tutor.replies.actions import (
    AnswerReview,
    AskPractice,
    ChooseZone,
    PostponeReview,
    SetReminder,
    ShowNextReview,
    encode,
)
from bot.tutor.replies.actions.learning import ALL_LESSONS
from bot.tutor.replies.buttons import button, command_button, exercise_button, forms_button
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Choice, Menu, Reply, Text
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from bot.tutor.text.times import ClockTime, parse_time
from bot.tutor.timezones import A_DAY, day_in, next_instant
from lessons.curriculum import Question

EVENING = ClockTime(20)
"""The time that a reminder is offered for; `/review remind TIME` sets another."""

_OFFERED_HOURS = range(6, 24)


class Reviews(Feature):
    """Shows what is due for review, and sets reminders."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handler of `/review`."""
        return {"review": self.command}

    def actions(self) -> ActionHandlers:
        """Return the handlers of the buttons of reviews."""
        return (
            on(PostponeReview, self.postpone),
            on(ShowNextReview, self.on_next),
            on(SetReminder, self.set_reminder),
        )

    async def command(self, request: Request, argument: str) -> Reply:
        """`/review`, `/review remind`, `/review remind 7:30`, `/review remind off`."""
        words = argument.casefold().split()
        if words[:1] != ["remind"]:
            return await self.next(request)
        time = " ".join(words[1:]) or str(EVENING)
        return await self.set_reminder(request, SetReminder(time))

    async def on_next(self, request: Request, _: ShowNextReview) -> Reply:
        """Show the next thing that is due."""
        return await self.next(request)

    async def next(self, request: Request) -> Reply:
        """Show the first thing that is due: a question to answer, or an exercise to write again."""
        t = request.t
        today = await self._today(request)
        due = today.left
        if not due:
            return Reply(blocks=await self.all_done(request, today))
        first = due[0]
        heading = Text(markdown=t("review-title", count=len(due)))
        question = self._context.catalog.question(first.subject)
        if first.kind == progress.QUESTION and question is not None:
            async with self._context.database.read_session() as session:
                question = await find_variant(session, request.learner, question)
            blocks = question_blocks(t, question, AnswerReview(question.ref))
            return Reply(tone="lesson", blocks=(heading, *blocks))
        exercise = self._context.catalog.exercise(first.subject)
        assert exercise is not None  # _due leaves out what has left the catalogue
        again = t("review-exercise", title=exercise.titles[t.language])
        forms = forms_button(t, exercise)
        steps = (
            exercise_button(t, exercise, style="primary"),
            *([forms] if forms else []),
            button(t("button-later"), PostponeReview(exercise.id)),
        )
        return Reply(tone="lesson", blocks=(heading, Text(markdown=again), Buttons(buttons=steps)))

    async def after_answer(self, request: Request) -> tuple[AnyBlock, ...]:
        """Return what follows an answer in a review: a button to the next one, or the end."""
        t = request.t
        today = await self._today(request)
        due = today.left
        if not due:
            return await self.all_done(request, today)
        following = button(t("button-next-review", count=len(due)), ShowNextReview(), "primary")
        return (Buttons(buttons=(following,)),)

    async def all_done(self, request: Request, today: ReviewsToday) -> tuple[AnyBlock, ...]:
        """Return when the next review is due; a lesson where nothing was ever scheduled."""
        t = request.t
        if today.waiting:
            steps = (command_button(t, "lesson", "primary"), command_button(t, "exercise"))
            return (Text(markdown=t("review-enough")), Buttons(buttons=steps))
        async with self._context.database.read_session() as session:
            following = await reviews.find_next_due(
                session, request.learner.id, self._context.clock()
            )
            row = await learners.get_learner(session, request.learner.id)
        if following is None:
            return (
                Text(markdown=t("review-nothing-yet")),
                Buttons(buttons=(command_button(t, "lesson", "primary"),)),
            )
        has_reminder = row.remind_hour is not None
        practice = [button(t("button-more-questions"), AskPractice(ALL_LESSONS))]
        steps = (
            _remind_button(t, is_on=has_reminder),
            command_button(t, "exercise"),
            *(practice if self._context.catalog.practice() else ()),
        )
        return (Text(markdown=self._until(t, request.learner, following)), Buttons(buttons=steps))

    async def postpone(self, request: Request, action: PostponeReview) -> Reply:
        """Put the review of an exercise off until tomorrow."""
        async with self._context.database.write_session() as session:
            tomorrow = self._context.clock() + A_DAY
            await reviews.postpone(
                session, request.learner.id, progress.EXERCISE, action.exercise, tomorrow
            )
        return await self.next(request)

    async def set_reminder(self, request: Request, action: SetReminder) -> Reply:
        """Set the time of the daily reminder, or end it for "off"."""
        t, typed = request.t, action.time or request.text
        is_off = typed.strip().casefold() == "off"
        time = None if is_off else parse_time(typed)
        if not is_off and time is None:
            return Reply(blocks=(Text(markdown=t("remind-which")), _time_menu(t)))
        now = self._context.clock()
        async with self._context.database.write_session() as session:
            await learners.update_learner(
                session,
                request.learner.id,
                remind_hour=time.hour if time else None,
                remind_minute=time.minute if time else 0,
                remind_at=next_reminder(request.learner, time, now) if time else None,
            )
        if time is None:
            off = (command_button(t, "review"), _remind_button(t, is_on=False))
            return Reply(blocks=(Text(markdown=t("remind-off")), Buttons(buttons=off)))
        text = t("remind-on", time=str(time), zone=request.learner.zone)
        steps = (
            command_button(t, "review", "primary"),
            _remind_button(t, is_on=True),
            button(t("button-zone-other"), ChooseZone()),
        )
        asked = await zone_question(self._context, request)
        return Reply(blocks=(Text(markdown=text), Buttons(buttons=steps), _time_menu(t), *asked))

    async def count_today(self, learner: Learner) -> int:
        """Return how many things a learner is still to review today."""
        async with self._context.database.read_session() as session:
            catalog, now = self._context.catalog, self._context.clock()
            return len((await reviews_today(session, catalog, learner, now)).left)

    def reminder(self, learner: Learner, count: int) -> Reply:
        """Return the daily reminder of `count` things that are due."""
        t = self._context.translations.translator(learner.language)
        steps = (command_button(t, "review", "primary"), _remind_button(t, is_on=True))
        return Reply(
            tone="lesson",
            blocks=(Text(markdown=t("reminder", count=count)), Buttons(buttons=steps)),
        )

    def _until(self, t: Translator, learner: Learner, following: datetime) -> str:
        today = day_in(learner.zone, self._context.clock())
        day = day_in(learner.zone, following)
        if day == today:
            return t("review-done-today")
        return t("review-done", days=(day - today).days)

    async def _today(self, request: Request) -> ReviewsToday:
        async with self._context.database.read_session() as session:
            catalog, now = self._context.catalog, self._context.clock()
            return await reviews_today(session, catalog, request.learner, now)


async def schedule(
    session: AsyncSession, learner: Learner, kind: str, subject: str, *, right: bool, now: datetime
) -> int:
    """Schedule the next review after an answer or a verdict; return the points it has earned.

    Points are earned by what was due and still known, at most once a day for each thing.
    """
    row = await reviews.lock_review(session, learner.id, kind, subject)
    if row is None and kind == progress.EXERCISE and right:
        return 0
    parameters = await reviews.find_parameters(session)
    if row is None:
        after: ReviewState | None = first_answer(right=right, now=now, parameters=parameters)
        known = False
    else:
        before = ReviewState(
            row.state, row.step, row.stability, row.difficulty, row.due, row.reviewed_at
        )
        after = next_answer(before, right=right, now=now, parameters=parameters)
        known = right and before.is_settled and before.due <= now
    if after is None:
        return 0
    await reviews.upsert_review(
        session,
        learner.id,
        kind,
        subject,
        state=after.state,
        step=after.step,
        stability=after.stability,
        difficulty=after.difficulty,
        due=after.due,
        reviewed_at=after.reviewed_at,
    )
    earned = known and await progress.award(
        session,
        learner.id,
        kind=progress.REVIEW,
        subject=subject,
        points=points.REVIEW,
        now=now,
        day=(today := day_in(learner.zone, now)),
        once_per=today.isoformat(),
    )
    return points.REVIEW if earned else 0


async def find_variant(session: AsyncSession, learner: Learner, question: Question) -> Question:
    """Return the variant of a question that a learner gets next.

    Each answer leads to the next variant, and learners begin with different ones.
    """
    if not question.variants:
        return question
    answered = await progress.count_quiz_answers(session, learner.id, question.id)
    return question.variant_for(learner.id + answered)


async def bring_forward(
    session: AsyncSession, learner: Learner, questions: Sequence[Question], now: datetime
) -> None:
    """Make questions that the learner has met due soon, as if each had been missed."""
    soon = first_answer(right=False, now=now).due
    subjects = [each.id for each in questions]
    await reviews.bring_forward(session, learner.id, progress.QUESTION, subjects, soon)


def next_reminder(
    learner: Learner, time: ClockTime, now: datetime, not_before: date | None = None
) -> datetime:
    """Return when that time comes next in the learner's zone, in UTC, not before that day."""
    return next_instant(learner.zone, time.hour, range(7), now, not_before, minute=time.minute)


def _remind_button(t: Translator, *, is_on: bool) -> Button:
    if is_on:
        return button(t("button-remind-off"), SetReminder("off"))
    return button(t("button-remind", time=str(EVENING)), SetReminder(str(EVENING)))


def _time_menu(t: Translator) -> Menu:
    times = [str(ClockTime(hour)) for hour in _OFFERED_HOURS]
    choices = tuple(Choice(label=each, value=each) for each in times)
    label, submit = t("remind-menu"), t("button-remind-set")
    return Menu(label=label, action=encode(SetReminder()), submit=submit, choices=choices)
