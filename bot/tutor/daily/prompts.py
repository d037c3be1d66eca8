"""The daily prompt of a channel, and the answers to its question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.accounts import learners
from bot.storage.groups import daily, leaderboards
from bot.storage.learning import progress
from bot.storage.models import DailyChannelRow, DailyPostRow
from bot.tutor.context import TutorContext
from bot.tutor.daily import plan
from bot.tutor.daily.announcements import Post
from bot.tutor.daily.channels import track_of
from bot.tutor.daily.plan import DailyItem
from bot.tutor.identity import Learner
from bot.tutor.learning.answer_forms import is_readable
from bot.tutor.learning.points import DAILY
from bot.tutor.learning.questions import question_blocks
from bot.tutor.learning.quizzes import Quizzes, answer_blocks, asked_again
from bot.tutor.replies.actions import AnswerDailyQuestion, OpenLessonPage, RunSnippet
from bot.tutor.replies.buttons import button, command_button, exercise_button, quiz_button
from bot.tutor.replies.illustrated_text import illustrated_text
from bot.tutor.replies.model import AnyBlock, Buttons, Code, Reply, Text, escaped, inline
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on
from bot.tutor.timezones import day_in
from lessons.curriculum import LANGUAGES, Language, Prose, Question, Snippet

SOLVERS_SHOWN = 20
_LONGEST_NONCE = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """The ids of a day's question and exercise, which the next day's prompt refers to."""

    question: str | None
    exercise: str | None


class DailyPrompts(Feature):
    """Makes the daily prompts of channels, and records answers to their questions."""

    def __init__(self, context: TutorContext, quizzes: Quizzes) -> None:
        self._context = context
        self._quizzes = quizzes

    def actions(self) -> ActionHandlers:
        """Return the handler of answers to a prompt's question."""
        return (on(AnswerDailyQuestion, self.answer),)

    async def answer(self, request: Request, action: AnswerDailyQuestion) -> Reply:
        """Record an answer to a prompt's question: the reply is private, the count is public."""
        t, learner = request.t, request.learner
        given = action.answer or request.text
        question = self._context.catalog.question(action.question)
        async with self._context.database.read_session() as session:
            found = await daily.find_post_with_channel(session, action.post)
        if question is None or found is None:
            return Reply(blocks=(Text(markdown=t("quiz-none")),))
        if not is_readable(question, given):
            return asked_again(t, question, AnswerDailyQuestion(action.post, question.ref))
        post, channel = found
        recorded = await self._quizzes.record_answer(learner, question, given)
        now = self._context.clock()
        earned = 0
        async with self._context.database.write_session() as session:
            if day_in(channel.zone, now) == post.day and question.id == post.question:
                earned = await _count(session, learner, post, recorded.correct, now)
            counts = await daily.count_answers(session, post.id)
        shown = replace(recorded, earned=recorded.earned + earned)
        steps = Buttons(buttons=(command_button(t, "review"), command_button(t, "progress")))
        answered = Text(markdown=t("daily-answered", count=counts.answered))
        return Reply(blocks=(*answer_blocks(t, question, shown), answered, steps))

    def asks(self, channel: DailyChannelRow) -> Asked:
        """Return what the channel's next prompt will ask."""
        track = track_of(self._context.catalog, channel)
        day = plan.items_of_day(track, channel.position, channel.pace) if track else ()
        question = plan.question_of(day)
        exercise = plan.exercise_of(day)
        return Asked(question.id if question else None, exercise.id if exercise else None)

    async def prompt(self, channel: DailyChannelRow, post: DailyPostRow) -> Post | None:
        """Return the post of a day; None at the end of the channel's track."""
        t = self._context.translations.translator(_language(channel))
        track = track_of(self._context.catalog, channel)
        day = plan.items_of_day(track, post.position, channel.pace) if track else ()
        if not day:
            return None
        blocks = await self._review_of_last(t, channel, post)
        number = post.position // channel.pace + 1
        blocks.append(Text(markdown=t("daily-title", number=number)))
        for item in day:
            blocks += _item_blocks(t, item)
        question = plan.question_of(day)
        if question is not None:
            question = question.variant_for(post.day.toordinal())
            blocks.append(Text(markdown=t("daily-question")))
            blocks += question_blocks(t, question, AnswerDailyQuestion(post.id, question.ref))
        thread = t("daily-thread", number=number, lesson=day[0].lesson.titles[t.language])
        reply = Reply(blocks=tuple(blocks), private=False)
        nonce = nonce_of(channel.id, post.day)
        return Post(channel.channel, reply, thread, nonce, language=t.language)

    def finished(self, channel: DailyChannelRow, day: date) -> Post:
        """Return the post at the end of the track."""
        t = self._context.translations.translator(_language(channel))
        text = Text(markdown=t("daily-finished"))
        steps = Buttons(buttons=(command_button(t, "review"), command_button(t, "leaderboard")))
        reply = Reply(blocks=(text, steps), private=False)
        thread, nonce = t("daily-finished-thread"), nonce_of(channel.id, day)
        return Post(channel.channel, reply, thread, nonce, language=t.language)

    async def _review_of_last(
        self, t: Translator, channel: DailyChannelRow, post: DailyPostRow
    ) -> list[AnyBlock]:
        """Return the last day's answer, how many knew it, and who has solved its exercise."""
        catalog = self._context.catalog
        async with self._context.database.read_session() as session:
            last = await daily.find_latest_sent(session, channel.id, post.day)
            if last is None:
                return []
            counts = await daily.count_answers(session, last.id)
            question = catalog.question(last.question or "")
            exercise = catalog.exercise(last.exercise or "")
            group = await learners.find_default_group(session, channel.platform, channel.place)
            solvers = None
            if exercise is not None and group is not None:
                solvers = await leaderboards.query_solvers(
                    session, group, exercise.id, most=SOLVERS_SHOWN
                )
        blocks: list[AnyBlock] = []
        if question is not None:
            question = question.variant_for(last.day.toordinal())
            answer = _answer_words(t, question)
            text = t(
                "daily-yesterday", answer=answer, count=counts.answered, correct=counts.correct
            )
            explanation = illustrated_text(question.explanations[t.language], question.folder)
            blocks += [Text(markdown=text), *explanation]
        if exercise is not None and solvers is not None and solvers.count:
            names = t("solvers-separator").join(escaped(name) for name in solvers.names)
            title = exercise.titles[t.language]
            blocks.append(Text(markdown=t("daily-solvers", title=title, names=names)))
        return blocks


def nonce_of(channel: int, day: date) -> str:
    """Return the nonce of a channel's prompt of that day."""
    nonce = f"daily-{channel}-{day:%y%m%d}"
    assert len(nonce) <= _LONGEST_NONCE
    return nonce


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


def _item_blocks(t: Translator, item: DailyItem) -> list[AnyBlock]:
    blocks: list[AnyBlock] = []
    buttons = []
    lesson = item.lesson
    if item.page is not None:
        page = lesson.pages[t.language][item.page - 1]
        named = f"{lesson.number}. {lesson.titles[t.language]}"
        blocks.append(Text(markdown=t("daily-page", lesson=named, title=page.title)))
        prose = next((part for part in page.parts if isinstance(part, Prose)), None)
        if prose is not None:
            blocks.append(Text(markdown=prose.markdown))
        at, snippet = next(
            ((at, part) for at, part in enumerate(page.parts) if isinstance(part, Snippet)),
            (0, None),
        )
        if snippet is not None:
            blocks.append(Code(text=snippet.code, language="python"))
            run = RunSnippet(lesson.slug, item.page, at, t.language)
            buttons.append(button(t("button-run"), run))
        read_on = OpenLessonPage(lesson.slug, item.page)
        buttons.append(button(t("button-daily-read"), read_on))
    if item.exercise is not None:
        title = item.exercise.titles[t.language]
        blocks.append(Text(markdown=t("daily-exercise", title=title)))
        buttons.append(exercise_button(t, item.exercise, style="primary"))
    if not buttons:
        buttons.append(quiz_button(t, lesson))
    return [*blocks, Buttons(buttons=tuple(buttons))]


def _answer_words(t: Translator, question: Question) -> str:
    """Return the right answer in words."""
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
