"""Quizzes: one question at a time, until all of a lesson are answered correctly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.i18n import Translator
from bot.storage.groups.role_rewards import GivenRole
from bot.storage.learning import progress
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.learning import curriculum, points
from bot.tutor.learning.answer_forms import is_readable
from bot.tutor.learning.answers import judge
from bot.tutor.learning.endings import celebration, find_ending
from bot.tutor.learning.lessons import Lessons
from bot.tutor.learning.marking import Mark, mark
from bot.tutor.learning.next_step import Position, step_after_task
from bot.tutor.learning.positions import find_position
from bot.tutor.learning.questions import QuestionAction, answered_blocks, question_blocks
from bot.tutor.learning.reviews import Reviews, bring_forward, find_variant, schedule
from bot.tutor.learning.role_rewards import PassedPart, find_due, start_giving
from bot.tutor.replies.actions import (
    AnswerQuestion,
    AnswerReview,
    AskNextQuestion,
    AskQuestion,
)
from bot.tutor.replies.buttons import button, practice_button
from bot.tutor.replies.illustrated_text import illustrated_text
from bot.tutor.replies.model import AnyBlock, Buttons, Code, Reply, Text, inline
from bot.tutor.replies.next_steps import step_button
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on
from bot.tutor.timezones import day_in, instant_of
from lessons.curriculum import Lesson, Question


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """An answer as it was recorded."""

    correct: bool
    first: bool  # the first correct answer to this question
    earned: int  # points
    done: progress.Achievements  # including this answer
    mark: Mark
    otherwise: bool = False  # correct, but written otherwise than PyTorch does
    corrected: bool = False  # correct for the first time, after a miss on the same day
    position: Position | None = None  # of the learner after this answer, where it was recorded
    celebration: tuple[AnyBlock, ...] = ()  # where it has ended a lesson or a track


class Quizzes(Feature):
    """Asks questions and records answers, including those of reviews and daily prompts."""

    def __init__(self, context: TutorContext, lessons: Lessons, reviews: Reviews) -> None:
        self._context = context
        self._lessons = lessons
        self._reviews = reviews

    def actions(self) -> ActionHandlers:
        """Return the handlers of questions and answers."""
        return (
            on(AskQuestion, self.ask),
            on(AskNextQuestion, self.ask_next),
            on(AnswerQuestion, self.answer),
            on(AnswerReview, self.answer_review),
        )

    async def open(self, request: Request, name: str) -> Reply:
        """Ask a question of the lesson named; without a name, of the lesson read last."""
        if not name:
            async with self._context.database.read_session() as session:
                mark = await progress.find_latest_bookmark(session, request.learner.id)
            first = self._context.catalog.lessons()[:1]
            name = mark.lesson if mark else first[0].slug if first else ""
        lesson = self._lessons.named(name)
        if lesson is None:
            return await self._lessons.open(request, name)
        return await self.ask(request, AskQuestion(lesson.slug))

    async def ask(
        self, request: Request, action: AskQuestion, position: Position | None = None
    ) -> Reply:
        """Ask the next open question of a lesson.

        `position` is where the learner is, if that was read already.
        """
        t = request.t
        lesson = self._context.catalog.lesson(action.slug)
        if lesson is None or not lesson.questions:
            return Reply(blocks=(Text(markdown=t("quiz-none")),))
        async with self._context.database.read_session() as session:
            now = self._context.clock()
            position = position or await find_position(session, request.learner, now)
            question = _next_question(lesson, position.done, action.after)
            if question is not None:
                question = await find_variant(session, request.learner, question)
        if question is None:
            return Reply(
                tone="passed", blocks=(_passed(t, lesson), self._step(t, lesson, position))
            )
        return Reply(tone="lesson", blocks=_asked(t, lesson, question))

    async def ask_next(self, request: Request, action: AskNextQuestion) -> Reply:
        """Ask the next open question of a lesson, in the place of the one before."""
        return await self.ask(request, AskQuestion(action.slug, action.after))

    async def answer(self, request: Request, action: AnswerQuestion) -> Reply:
        """Record an answer, say whether it is correct and why, and offer the next question."""
        t = request.t
        given = action.answer or request.text
        question = self._context.catalog.question(action.question)
        if question is None:
            return Reply(blocks=(Text(markdown=t("quiz-none")),))
        if not is_readable(question, given):
            return asked_again(t, question, AnswerQuestion(question.ref))
        recorded = await self.record_answer(request.learner, question, given)
        lesson = curriculum.lesson_of(self._context.catalog, question)
        following = self._after(t, lesson, recorded, question)
        asked = answered_blocks(t, _heading(t, lesson, question), question, given)
        return Reply(
            tone="passed" if recorded.correct else "not-yet",
            blocks=(*asked, *answer_blocks(t, question, recorded), *following),
        )

    async def answer_review(self, request: Request, action: AnswerReview) -> Reply:
        """Record an answer to a question that was due for review, and offer the next review."""
        t = request.t
        given = action.answer or request.text
        question = self._context.catalog.question(action.question)
        if question is None:
            return Reply(blocks=(Text(markdown=t("quiz-none")),))
        if not is_readable(question, given):
            return asked_again(t, question, AnswerReview(question.ref))
        recorded = await self.record_answer(request.learner, question, given)
        following = await self._reviews.after_answer(request)
        asked = answered_blocks(t, t("review-answered"), question, given)
        return Reply(
            tone="passed" if recorded.correct else "not-yet",
            blocks=(*asked, *answer_blocks(t, question, recorded), *following),
        )

    async def record_answer(
        self, learner: Learner, question: Question, given: str
    ) -> RecordedAnswer:
        """Record an answer, with the points it earns and when the question is due again."""
        marked = mark(question, given)
        correct = marked.correct
        now = self._context.clock()
        async with self._context.database.write_session() as session:
            await progress.insert_quiz_answer(
                session,
                learner.id,
                question=question.id,
                answer=given[:1000],
                correct=correct,
                mistake=marked.mistake,
                now=now,
            )
            if marked.mistake:
                others = curriculum.questions_about(self._context.catalog, question, marked.mistake)
                await bring_forward(session, learner, others, now)
            start = instant_of(learner.zone, day_in(learner.zone, now), 0)
            corrected = correct and await progress.was_missed_since(
                session, learner.id, question.id, start
            )
            earned = await schedule(
                session, learner, progress.QUESTION, question.id, right=correct, now=now
            )
            first = correct and await progress.award(
                session,
                learner.id,
                kind=progress.QUESTION,
                subject=question.id,
                points=0 if corrected else points.QUESTION,
                now=now,
                day=day_in(learner.zone, now),
            )
            position = await find_position(session, learner, now)
            lesson = curriculum.lesson_of(self._context.catalog, question)
            ending = None
            due: Sequence[GivenRole] = ()
            if first:
                ending = await find_ending(
                    session,
                    self._context.catalog,
                    position,
                    learner_id=learner.id,
                    item=question,
                    since=now,
                )
                passed = PassedPart(learner, position, lesson)
                due = await find_due(session, self._context.catalog, (passed,))
        start_giving(self._context, due)
        t = self._context.translations.translator(learner.language)
        celebrated = celebration(t, self._context.catalog, position, lesson, ending)
        total = earned + (points.QUESTION if first and not corrected else 0)
        otherwise = question.kind == "output" and judge(question, given) == "right-otherwise"
        return RecordedAnswer(
            correct,
            first,
            total,
            position.done,
            marked,
            otherwise,
            corrected=first and corrected,
            position=position,
            celebration=celebrated,
        )

    def _after(
        self, t: Translator, lesson: Lesson, recorded: RecordedAnswer, question: Question
    ) -> tuple[AnyBlock, ...]:
        if _next_question(lesson, recorded.done, question.id) is None:
            assert recorded.position is not None
            passed = () if recorded.celebration else (_passed(t, lesson),)
            return (*passed, self._step(t, lesson, recorded.position))
        action = AskNextQuestion(lesson.slug, question.id)
        following = button(t("button-next-question"), action, "primary")
        return (Buttons(buttons=(following,)),)

    def _step(self, t: Translator, lesson: Lesson, position: Position) -> Buttons:
        step = step_after_task(self._context.catalog, position, lesson)
        is_passed = not curriculum.open_questions(lesson, position.done)
        more = (practice_button(t, lesson),) if lesson.practice and is_passed else ()
        return Buttons(buttons=(step_button(t, step, position), *more))


def _passed(t: Translator, lesson: Lesson) -> Text:
    count = len(lesson.questions)
    return Text(markdown=t("quiz-passed", lesson=lesson.titles[t.language], count=count))


def _next_question(lesson: Lesson, done: progress.Achievements, after: str = "") -> Question | None:
    """Return the first open question behind `after`, else the first of all; None if none is."""
    ids = [each.id for each in lesson.questions]
    start = ids.index(after) + 1 if after in ids else 0
    order = lesson.questions[start:] + lesson.questions[:start]
    return next((each for each in order if each.id not in done.questions), None)


def _asked(t: Translator, lesson: Lesson, question: Question) -> tuple[AnyBlock, ...]:
    return (
        Text(markdown=_heading(t, lesson, question)),
        *question_blocks(t, question, AnswerQuestion(question.ref)),
    )


def _heading(t: Translator, lesson: Lesson, question: Question) -> str:
    return t(
        "quiz-heading",
        lesson=lesson.titles[t.language],
        number=[each.id for each in lesson.questions].index(question.id) + 1,
        count=len(lesson.questions),
    )


def asked_again(t: Translator, question: Question, action: QuestionAction) -> Reply:
    """Return the reply to an answer that is empty or cannot be read: the question once more."""
    kind = "shapes" if question.each else question.kind
    key = f"quiz-unreadable-{kind}"
    text = t(key) if t.has(key) else t("quiz-empty")
    return Reply(tone="lesson", blocks=(Text(markdown=text), *question_blocks(t, question, action)))


def answer_blocks(
    t: Translator, question: Question, recorded: RecordedAnswer
) -> tuple[AnyBlock, ...]:
    """Return whether the answer was correct, what it earned or misses, and the explanation."""
    if recorded.correct:
        with_points = t("quiz-right-points", points=recorded.earned)
        without = t("quiz-right-corrected" if recorded.corrected else "quiz-right")
        headline = with_points if recorded.earned else without
    else:
        headline = t("quiz-wrong")
    return (
        Text(markdown=headline),
        *_written_otherwise(t, question, recorded),
        *(Text(markdown=each) for each in _remarks(t, question, recorded.mark)),
        *illustrated_text(question.explanations[t.language], question.folder),
        *_solution(t, question),
        *recorded.celebration,
    )


def _written_otherwise(
    t: Translator, question: Question, recorded: RecordedAnswer
) -> Iterator[Text]:
    """Yield how PyTorch writes a right answer that was written otherwise."""
    if recorded.otherwise:
        yield Text(markdown=t("quiz-written-otherwise", answer=inline(question.answer)))


def _remarks(t: Translator, question: Question, marked: Mark) -> Iterator[str]:
    """Yield what is said about a wrong answer in particular."""
    if marked.correct:
        return
    if marked.mistake in question.mistakes:
        yield question.mistakes[marked.mistake][t.language]
    if question.kind == "several":
        wanted = len(question.answer)
        yield t("quiz-several", right=marked.right, chosen=marked.chosen, wanted=wanted)
    if marked.wrong_line:
        yield t("quiz-wrong-shape", number=marked.wrong_line)


def _solution(t: Translator, question: Question) -> Iterator[Code]:
    if question.solution:
        caption = t(f"quiz-solution-{question.kind}")
        yield Code(text=question.solution, language="python", caption=caption)
