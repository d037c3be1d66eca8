"""Quizzes: one question at a time, until each of a lesson's has been answered correctly."""

from __future__ import annotations

import re
import unicodedata

from bot.i18n import Voice
from bot.storage import progress
from bot.tutor import path, points
from bot.tutor.buttons import onwards
from bot.tutor.desk import Desk
from bot.tutor.lessons import Lessons
from bot.tutor.people import Learner
from bot.tutor.replies import AnyBlock, Button, Buttons, Form, Reply, Text
from lessons.records import Lesson, Question

_LONGEST_LABEL = 60


class Quizzes:
    def __init__(self, desk: Desk, lessons: Lessons) -> None:
        self._desk = desk
        self._lessons = lessons

    async def open(self, learner: Learner, name: str) -> Reply:
        """The quiz of the lesson named; without a name, of the lesson last read."""
        if not name:
            async with self._desk.database.reading() as session:
                mark = await progress.latest_bookmark(session, learner.id)
            first = self._desk.catalog.lessons()[:1]
            name = mark.lesson if mark else first[0].slug if first else ""
        lesson = self._lessons.named(name)
        if lesson is None:
            return await self._lessons.open(learner, name)
        return await self.ask(learner, lesson.slug)

    async def ask(self, learner: Learner, slug: str, after: str = "") -> Reply:
        """The next open question of a lesson, looking behind the question `after` first."""
        say = self._desk.words.voice(learner.language)
        lesson = self._desk.catalog.lesson(slug)
        if lesson is None or not lesson.questions:
            return Reply(blocks=(Text(markdown=say("quiz-none")),))
        async with self._desk.database.reading() as session:
            done = await progress.achievements(session, learner.id)
        question = _next_question(lesson, done, after)
        if question is None:
            return Reply(blocks=self._passed(say, lesson, done, first=False))
        return Reply(blocks=_asked(say, lesson, question))

    async def answer(self, learner: Learner, question_id: str, given: str) -> Reply:
        """Takes an answer in, says whether it is right and why, and offers what comes next."""
        say = self._desk.words.voice(learner.language)
        question = self._desk.catalog.question(question_id)
        if question is None:
            return Reply(blocks=(Text(markdown=say("quiz-none")),))
        lesson = path.lesson_of(self._desk.catalog, question)
        if not given.strip():
            blocks = _asked(say, lesson, question)
            return Reply(blocks=(Text(markdown=say("quiz-empty")), *blocks))
        correct = is_correct(question, given)
        async with self._desk.database.writing() as session:
            await progress.write_answer(
                session,
                learner.id,
                question=question.id,
                answer=given[:1000],
                correct=correct,
                now=self._desk.clock(),
            )
            first = correct and await progress.award(
                session,
                learner.id,
                kind=progress.QUESTION,
                subject=question.id,
                points=points.QUESTION,
                now=self._desk.clock(),
            )
            done = await progress.achievements(session, learner.id)
        blocks = _judged(say, question, correct, points.QUESTION if first else 0)
        return Reply(blocks=(*blocks, *self._after(say, lesson, done, question, first)))

    def _after(
        self,
        say: Voice,
        lesson: Lesson,
        done: progress.Achievements,
        question: Question,
        first: bool,
    ) -> tuple[AnyBlock, ...]:
        if _next_question(lesson, done, question.id) is None:
            return self._passed(say, lesson, done, first=first)
        action = f"quiz:{lesson.slug}:{question.id}"
        following = Button(label=say("button-next-question"), action=action, style="primary")
        return (Buttons(buttons=(following,)),)

    def _passed(
        self, say: Voice, lesson: Lesson, done: progress.Achievements, *, first: bool
    ) -> tuple[AnyBlock, ...]:
        text = say("quiz-passed", lesson=lesson.titles[say.language], count=len(lesson.questions))
        return (Text(markdown=text), *onwards(say, self._desk.catalog, lesson, done, first=first))


def is_correct(question: Question, given: str) -> bool:
    """Whether an answer is right. Typed ones are forgiven spaces, a final point, full width."""
    if question.kind == "output":
        return _forgiving(given) == _forgiving(question.answer)
    return given.strip().casefold() == question.answer.casefold()


def _forgiving(text: str) -> str:
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).rstrip("。")
    return plain.rstrip(".").replace('"', "'")


def _next_question(lesson: Lesson, done: progress.Achievements, after: str = "") -> Question | None:
    """The first open question behind `after`, else the first of all; None when none is open."""
    ids = [each.id for each in lesson.questions]
    start = ids.index(after) + 1 if after in ids else 0
    order = lesson.questions[start:] + lesson.questions[:start]
    return next((each for each in order if each.id not in done.questions), None)


def _asked(say: Voice, lesson: Lesson, question: Question) -> tuple[AnyBlock, ...]:
    heading = say(
        "quiz-heading",
        lesson=lesson.titles[say.language],
        number=lesson.questions.index(question) + 1,
        count=len(lesson.questions),
    )
    return (
        Text(markdown=heading),
        Text(markdown=question.texts[say.language]),
        *_choices(say, question),
    )


def _choices(say: Voice, question: Question) -> tuple[AnyBlock, ...]:
    action = f"answer:{question.id}"
    if question.kind == "output":
        return (Form(label=say("quiz-type"), action=action, submit=say("button-answer")),)
    if question.kind == "true-false":
        return (
            Buttons(
                buttons=(
                    Button(label=say("button-true"), action=f"{action}:true"),
                    Button(label=say("button-false"), action=f"{action}:false"),
                )
            ),
        )
    options = question.options[say.language]
    lettered = [f"{letter}. {option}" for letter, option in zip("abcdefgh", options, strict=False)]
    labels = [each.replace("`", "") for each in lettered]
    listed: tuple[AnyBlock, ...] = ()
    if any(len(label) > _LONGEST_LABEL for label in labels):
        listed = (Text(markdown="\n".join(f"- {each}" for each in lettered)),)
        labels = [label[0] for label in labels]
    buttons = tuple(Button(label=each, action=f"{action}:{each[0]}") for each in labels)
    return (*listed, Buttons(buttons=buttons))


def _judged(say: Voice, question: Question, correct: bool, earned: int) -> tuple[AnyBlock, ...]:
    if correct:
        headline = say("quiz-right-points", points=earned) if earned else say("quiz-right")
    else:
        headline = say("quiz-wrong")
    return (Text(markdown=headline), Text(markdown=question.explanations[say.language]))
