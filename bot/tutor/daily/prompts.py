"""The daily prompt of a channel, and the answers to its question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.accounts import learners
from bot.storage.groups import daily, daily_needs, leaderboards
from bot.storage.groups.daily import Item
from bot.storage.learning import progress
from bot.storage.learning.progress import Achievements
from bot.storage.models import DailyChannelRow, DailyPostRow
from bot.tutor.context import TutorContext
from bot.tutor.courses.week_heading import PostDays, WeekHeading
from bot.tutor.daily.announcements import Post
from bot.tutor.daily.day_blocks import find_question, item_blocks
from bot.tutor.daily.followed import Followed, lessons_until, next_time
from bot.tutor.daily.plan import (
    DayPlan,
    Needs,
    plan_course_day,
    plan_endless_day,
)
from bot.tutor.daily.riddles import MARK
from bot.tutor.daily.week_plan import plan_week_day
from bot.tutor.identity import Learner
from bot.tutor.learning.answer_forms import is_readable
from bot.tutor.learning.marking import mark
from bot.tutor.learning.points import DAILY
from bot.tutor.learning.questions import question_blocks
from bot.tutor.learning.quizzes import Quizzes, RecordedAnswer, answer_blocks, asked_again
from bot.tutor.replies.actions import AnswerDailyQuestion, ShowDailyPrompt
from bot.tutor.replies.buttons import button, command_button, exercise_button
from bot.tutor.replies.illustrated_text import illustrated_text
from bot.tutor.replies.model import AnyBlock, Buttons, Reply, Text, escaped, inline
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on
from bot.tutor.timezones import A_DAY, day_in
from lessons.curriculum import LANGUAGES, Language, Lesson, Question

SOLVERS_SHOWN = 20
MOST_NEEDS = 50
A_WEEK = timedelta(days=7)
_LONGEST_NONCE = 25
_LESSON_KINDS = frozenset({None, "course", "week"})
_NOTHING_DONE = Achievements(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class LastDay:
    """What a prompt says about the one before: its question, the counts, and who has solved."""

    day: date
    question: Question | None
    counts: daily.AnswerCounts
    exercise: str | None
    solvers: Sequence[str]
    is_course: bool


class DailyPrompts(Feature):
    """Makes the daily prompts of channels, and records answers to their questions."""

    def __init__(self, context: TutorContext, quizzes: Quizzes) -> None:
        self._context = context
        self._quizzes = quizzes

    def actions(self) -> ActionHandlers:
        """Return the handlers of answers to a prompt's question, and of its other language."""
        return (on(AnswerDailyQuestion, self.answer), on(ShowDailyPrompt, self.show))

    async def answer(self, request: Request, action: AnswerDailyQuestion) -> Reply:
        """Record an answer to a prompt's question: the reply is private, the count is public."""
        t, learner = request.t, request.learner
        given = action.answer or request.text
        question = self._question(action.question)
        async with self._context.database.read_session() as session:
            found = await daily.find_post_with_channel(session, action.post)
        if question is None or found is None:
            return Reply(blocks=(Text(markdown=t("quiz-none")),))
        if not is_readable(question, given):
            return asked_again(t, question, AnswerDailyQuestion(action.post, question.ref))
        post, channel = found
        is_riddle = MARK in question.id
        if is_riddle:  # it is no question of a quiz, and never comes back as a review
            marked = mark(question, given)
            recorded = RecordedAnswer(marked.correct, False, 0, _NOTHING_DONE, marked)
        else:
            recorded = await self._quizzes.record_answer(learner, question, given)
        now = self._context.clock()
        earned = 0
        async with self._context.database.write_session() as session:
            if day_in(channel.zone, now) == post.day and question.id == post.question:
                earned = await _count(session, learner, post, recorded.correct, now)
            counts = await daily.count_answers(session, post.id)
        shown = replace(recorded, earned=recorded.earned + earned)
        answered = Text(markdown=t("daily-answered", count=counts.answered))
        if is_riddle:
            blocks = self._riddle_blocks(t, question, shown)
        else:
            steps = Buttons(buttons=(command_button(t, "review"), command_button(t, "progress")))
            blocks = (*answer_blocks(t, question, shown), steps)
        return Reply(
            tone="passed" if recorded.correct else "not-yet",
            blocks=(*blocks[:-1], answered, blocks[-1]),
        )

    async def show(self, request: Request, action: ShowDailyPrompt) -> Reply:
        """Show a day's prompt in a language, to the learner alone."""
        language = next((each for each in LANGUAGES if each == action.language), None)
        async with self._context.database.read_session() as session:
            found = await daily.find_post_with_channel(session, action.post)
            items = await daily.list_items(session, action.post)
        if language is None or found is None or not items:
            return Reply(blocks=(Text(markdown=request.t("button-outdated")),))
        post, channel = found
        t = self._context.translations.translator(language)
        return Reply(tone="lesson", blocks=tuple(self._blocks(t, channel, post, items, None)))

    async def plan(
        self, channel: DailyChannelRow, day: date, followed: Followed | None
    ) -> DayPlan | None:
        """Return what the channel's prompt of that day shows; None if the catalogue is empty."""
        catalog = self._context.catalog
        if followed is None and (plan := plan_course_day(catalog, channel)) is not None:
            return plan
        async with self._context.database.read_session() as session:
            shown = await daily.list_shown(session, channel.id, day)
            course = followed.course if followed is not None else None
            if course is not None:
                plan = plan_week_day(course, catalog, channel.weekdays, day, shown)
                if plan is not None:
                    return replace(plan, position=channel.position)
            group = await _group_of(session, channel, followed)
            needs = Needs()
            if group is not None:
                since = self._context.clock() - A_WEEK
                needs = Needs(
                    await daily_needs.list_weak_questions(session, group, most=MOST_NEEDS),
                    await daily_needs.list_common_mistakes(session, group, since, most=MOST_NEEDS),
                )
        lessons = lessons_until(catalog, followed, day)
        return plan_endless_day(catalog, channel, day, shown, needs, lessons=lessons)

    async def prompt(
        self,
        channel: DailyChannelRow,
        post: DailyPostRow,
        items: Sequence[Item],
        followed: Followed | None,
    ) -> Post:
        """Return the post of a day that shows these items."""
        last = await self._last_day(channel, post, followed)
        translators = [self._context.translations.translator(each) for each in LANGUAGES]
        headings = await self._headings(translators, channel, post.day, last, followed=followed)
        replies = {
            t.language: Reply(
                tone="lesson",
                blocks=tuple(self._blocks(t, channel, post, items, last, heading=heading)),
                private=False,
            )
            for t, heading in zip(translators, headings, strict=True)
        }
        t = self._context.translations.translator(_language(channel))
        others = Buttons(
            buttons=tuple(
                button(
                    self._context.translations.translate(each, "button-daily-language"),
                    ShowDailyPrompt(post.id, each),
                )
                for each in LANGUAGES
                if each != t.language
            )
        )
        reply = replies[t.language]
        reply = reply.model_copy(update={"blocks": (*reply.blocks, others)})
        number, about = post.number or channel.number, self._about(t, post, items)
        return Post(
            channel.channel,
            reply,
            t("daily-thread", number=number, lesson=about),
            nonce_of(channel.id, post.day),
            language=t.language,
            translated=replies,
            topics=self._topics(translators, post, items),
        )

    def _topics(
        self, translators: Sequence[Translator], post: DailyPostRow, items: Sequence[Item]
    ) -> tuple[str, ...]:
        """Return the names of a day's lesson and track, and of what a daily prompt is."""
        lesson = self._lesson_of(post, items)
        tracks = [each for each in self._context.catalog.tracks if lesson in each.lessons]
        return tuple(
            name
            for t in translators
            for name in (
                *((lesson.titles[t.language],) if lesson else ()),
                *(each.titles[t.language] for each in tracks),
                t("daily-topic"),
            )
        )

    def _blocks(
        self,
        t: Translator,
        channel: DailyChannelRow,
        post: DailyPostRow,
        items: Sequence[Item],
        last: LastDay | None,
        *,
        heading: Sequence[str] = (),
    ) -> list[AnyBlock]:
        blocks = self._review_of(t, last) if last else []
        blocks.append(Text(markdown=t("daily-title", number=post.number or channel.number)))
        blocks += [Text(markdown=each) for each in heading]
        if last is not None and last.is_course and post.kind != "course":
            blocks.append(Text(markdown=t("daily-goes-on")))
        blocks += item_blocks(t, self._context.catalog, items)
        question = self._question_of(post, items)
        if question is not None:
            if MARK not in question.id:
                blocks.append(Text(markdown=t("daily-question")))
            blocks += question_blocks(t, question, AnswerDailyQuestion(post.id, question.ref))
        return blocks

    async def _headings(
        self,
        translators: Sequence[Translator],
        channel: DailyChannelRow,
        day: date,
        last: LastDay | None,
        *,
        followed: Followed | None,
    ) -> Sequence[Sequence[str]]:
        """Return what each language says about the week of the course, if there is any."""
        course = followed.course if followed is not None else None
        if followed is None or course is None:
            return [()] * len(translators)
        writer = WeekHeading(self._context.catalog, course, followed.group_id)
        now = self._context.clock()
        following = day_in(channel.zone, next_time(channel, now, day + A_DAY, followed))
        days = PostDays(day, last.day if last is not None else None, following)
        async with self._context.database.read_session() as session:
            return [await writer.lines(session, t, days, now) for t in translators]

    def _about(self, t: Translator, post: DailyPostRow, items: Sequence[Item]) -> str:
        """Return the title of the day's lesson, or what kind of day it is."""
        lesson = self._lesson_of(post, items)
        return lesson.titles[t.language] if lesson else t(f"daily-kind-{post.kind}")

    def _lesson_of(self, post: DailyPostRow, items: Sequence[Item]) -> Lesson | None:
        subject = items[0].subject if items else ""
        slug = subject.partition(":")[0].partition("/")[0]
        return self._context.catalog.lesson(slug) if post.kind in _LESSON_KINDS else None

    def _question(self, ref: str) -> Question | None:
        return find_question(self._context.catalog, self._context.translations, ref)

    def _question_of(self, post: DailyPostRow, items: Sequence[Item]) -> Question | None:
        """Return the question that a day asks, as the variant of that day."""
        kinds = ("question", "riddle", "practice")
        ref = next((each.subject for each in items if each.kind in kinds), None)
        question = self._question(ref) if ref else None
        return question.variant_for(post.day.toordinal()) if question else None

    def _riddle_blocks(
        self, t: Translator, question: Question, recorded: RecordedAnswer
    ) -> tuple[AnyBlock, ...]:
        """Return whether the mistake was recognised, what it is, and a way to the exercise."""
        exercise = self._context.catalog.exercise(question.id.partition(MARK)[0])
        headline = t("riddle-wrong")
        if recorded.correct:
            headline = t("quiz-right")
            if recorded.earned:
                headline = t("quiz-right-points", points=recorded.earned)
        steps = [exercise_button(t, exercise, style="primary")] if exercise else []
        return (
            Text(markdown=headline),
            Text(markdown=question.explanations[t.language]),
            Buttons(buttons=(*steps, command_button(t, "progress"))),
        )

    async def _last_day(
        self, channel: DailyChannelRow, post: DailyPostRow, followed: Followed | None
    ) -> LastDay | None:
        """Return the answers to the last day's question, and who has solved its exercise."""
        async with self._context.database.read_session() as session:
            last = await daily.find_latest_sent(session, channel.id, post.day)
            if last is None:
                return None
            counts = await daily.count_answers(session, last.id)
            exercise = self._context.catalog.exercise(last.exercise or "")
            group = await _group_of(session, channel, followed)
            names: Sequence[str] = ()
            if exercise is not None and group is not None:
                solvers = await leaderboards.query_solvers(
                    session, group, exercise.id, most=SOLVERS_SHOWN
                )
                names = solvers.names
        question = self._question(last.question or "")
        if question is not None:
            question = question.variant_for(last.day.toordinal())
        is_course = last.kind in (None, "course")
        named = exercise.id if exercise else None
        return LastDay(last.day, question, counts, named, names, is_course)

    def _review_of(self, t: Translator, last: LastDay) -> list[AnyBlock]:
        blocks: list[AnyBlock] = []
        question, counts = last.question, last.counts
        if question is not None:
            answer = _answer_words(t, question)
            text = t(
                "daily-yesterday", answer=answer, count=counts.answered, correct=counts.correct
            )
            explanation = illustrated_text(question.explanations[t.language], question.folder)
            blocks += [Text(markdown=text), *explanation]
        exercise = self._context.catalog.exercise(last.exercise or "")
        if exercise is not None and last.solvers:
            names = t("solvers-separator").join(escaped(name) for name in last.solvers)
            title = exercise.titles[t.language]
            blocks.append(Text(markdown=t("daily-solvers", title=title, names=names)))
        return blocks


def nonce_of(channel: int, day: date) -> str:
    """Return the nonce of a channel's prompt of that day."""
    nonce = f"daily-{channel}-{day:%y%m%d}"
    assert len(nonce) <= _LONGEST_NONCE
    return nonce


async def _group_of(
    session: AsyncSession, channel: DailyChannelRow, followed: Followed | None
) -> int | None:
    """Return the id of the group that a channel follows, or else of its place's default group."""
    if followed is not None:
        return followed.group_id
    return await learners.find_default_group(session, channel.platform, channel.place)


async def _count(
    session: AsyncSession, learner: Learner, post: DailyPostRow, correct: bool, now: datetime
) -> int:
    """Count a learner's first answer to the day's question; return the points that it earns."""
    first = await daily.insert_answer(session, learner.id, post.id, correct=correct, now=now)
    earned = (
        first
        and correct
        and await progress.award(
            session,
            learner.id,
            kind=progress.DAILY,
            subject=str(post.id),
            points=DAILY,
            now=now,
            day=day_in(learner.zone, now),
        )
    )
    return DAILY if earned else 0


def _answer_words(t: Translator, question: Question) -> str:
    """Return the right answer in words; of a riddle its letter, as the explanation follows."""
    if MARK in question.id:
        return question.answer
    match question.kind:
        case "true-false":
            return t(f"button-{question.answer}")
        case "choose" | "several":
            options = question.options[t.language]
            return ", ".join(
                f"{each}. {options['abcdefgh'.index(each)]}" for each in question.answer
            )
        case "output" | "number" | "blank" | "shape" | "order":
            return inline(question.answer)


def _language(channel: DailyChannelRow) -> Language:
    return next((each for each in LANGUAGES if each == channel.language), LANGUAGES[0])
