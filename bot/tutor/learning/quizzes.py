"""Quizzes: one question at a time, until each of a lesson's has been answered correctly."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import Translator
from bot.storage.learning import progress
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.learning import curriculum, points
from bot.tutor.learning.lessons import Lessons
from bot.tutor.learning.questions import is_correct, question_blocks
from bot.tutor.learning.reviews import Reviews, schedule
from bot.tutor.replies.buttons import onwards
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Reply, Text
from lessons.curriculum import Lesson, Question


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer as it was taken in."""

    correct: bool
    first: bool  # the first right answer to this question
    earned: int  # points
    done: progress.Achievements  # with this answer


class Quizzes:
    """Asks questions and judges answers, those of reviews and daily prompts included."""

    def __init__(self, context: TutorContext, lessons: Lessons, reviews: Reviews) -> None:
        self._context = context
        self._lessons = lessons
        self._reviews = reviews

    async def open(self, learner: Learner, name: str) -> Reply:
        """The quiz of the lesson named; without a name, of the lesson last read."""
        if not name:
            async with self._context.database.read_session() as session:
                mark = await progress.find_latest_bookmark(session, learner.id)
            first = self._context.catalog.lessons()[:1]
            name = mark.lesson if mark else first[0].slug if first else ""
        lesson = self._lessons.named(name)
        if lesson is None:
            return await self._lessons.open(learner, name)
        return await self.ask(learner, lesson.slug)

    async def ask(self, learner: Learner, slug: str, after: str = "") -> Reply:
        """The next open question of a lesson, looking behind the question `after` first."""
        t = self._context.translations.translator(learner.language)
        lesson = self._context.catalog.lesson(slug)
        if lesson is None or not lesson.questions:
            return Reply(blocks=(Text(markdown=t("quiz-none")),))
        async with self._context.database.read_session() as session:
            done = await progress.find_achievements(session, learner.id)
        question = _next_question(lesson, done, after)
        if question is None:
            return Reply(blocks=self._passed(t, lesson, done, first=False))
        return Reply(blocks=_asked(t, lesson, question))

    async def answer(self, learner: Learner, question_id: str, given: str) -> Reply:
        """Takes an answer in, says whether it is right and why, and offers what comes next."""
        question = self._context.catalog.question(question_id)
        if question is None or not given.strip():
            return self._unanswered(learner, question, "answer")
        taken = await self.record_answer(learner, question, given)
        t = self._context.translations.translator(learner.language)
        lesson = curriculum.lesson_of(self._context.catalog, question)
        onwards = self._after(t, lesson, taken.done, question, taken.first)
        return Reply(blocks=(*judged(t, question, taken), *onwards))

    async def answer_review(self, learner: Learner, question_id: str, given: str) -> Reply:
        """The same for a question that came back for review."""
        question = self._context.catalog.question(question_id)
        if question is None or not given.strip():
            return self._unanswered(learner, question, "recall")
        taken = await self.record_answer(learner, question, given)
        t = self._context.translations.translator(learner.language)
        blocks = judged(t, question, taken)
        return Reply(blocks=(*blocks, *await self._reviews.onwards(learner)))

    async def record_answer(self, learner: Learner, question: Question, given: str) -> Taken:
        """Writes an answer down, with what it earns and when the question comes back."""
        correct = is_correct(question, given)
        now = self._context.clock()
        async with self._context.database.write_session() as session:
            await progress.insert_quiz_answer(
                session,
                learner.id,
                question=question.id,
                answer=given[:1000],
                correct=correct,
                now=now,
            )
            earned = await schedule(
                session, learner, progress.QUESTION, question.id, right=correct, now=now
            )
            first = correct and await progress.award(
                session,
                learner.id,
                kind=progress.QUESTION,
                subject=question.id,
                points=points.QUESTION,
                now=now,
            )
            done = await progress.find_achievements(session, learner.id)
        return Taken(correct, first, earned + (points.QUESTION if first else 0), done)

    def _unanswered(self, learner: Learner, question: Question | None, verb: str) -> Reply:
        t = self._context.translations.translator(learner.language)
        if question is None:
            return Reply(blocks=(Text(markdown=t("quiz-none")),))
        blocks = question_blocks(t, question, verb)
        return Reply(blocks=(Text(markdown=t("quiz-empty")), *blocks))

    def _after(
        self,
        t: Translator,
        lesson: Lesson,
        done: progress.Achievements,
        question: Question,
        first: bool,
    ) -> tuple[AnyBlock, ...]:
        if _next_question(lesson, done, question.id) is None:
            return self._passed(t, lesson, done, first=first)
        action = f"quiz:{lesson.slug}:{question.id}"
        following = Button(label=t("button-next-question"), action=action, style="primary")
        return (Buttons(buttons=(following,)),)

    def _passed(
        self, t: Translator, lesson: Lesson, done: progress.Achievements, *, first: bool
    ) -> tuple[AnyBlock, ...]:
        text = t("quiz-passed", lesson=lesson.titles[t.language], count=len(lesson.questions))
        return (Text(markdown=text), *onwards(t, self._context.catalog, lesson, done, first=first))


def _next_question(lesson: Lesson, done: progress.Achievements, after: str = "") -> Question | None:
    """The first open question behind `after`, else the first of all; None when none is open."""
    ids = [each.id for each in lesson.questions]
    start = ids.index(after) + 1 if after in ids else 0
    order = lesson.questions[start:] + lesson.questions[:start]
    return next((each for each in order if each.id not in done.questions), None)


def _asked(t: Translator, lesson: Lesson, question: Question) -> tuple[AnyBlock, ...]:
    heading = t(
        "quiz-heading",
        lesson=lesson.titles[t.language],
        number=lesson.questions.index(question) + 1,
        count=len(lesson.questions),
    )
    return (
        Text(markdown=heading),
        *question_blocks(t, question, "answer"),
    )


def judged(t: Translator, question: Question, taken: Taken) -> tuple[AnyBlock, ...]:
    """Whether the answer was right, what it earned, and the question's explanation."""
    if taken.correct:
        with_points = t("quiz-right-points", points=taken.earned)
        headline = with_points if taken.earned else t("quiz-right")
    else:
        headline = t("quiz-wrong")
    return (Text(markdown=headline), Text(markdown=question.explanations[t.language]))
