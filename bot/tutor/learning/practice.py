"""Practice: questions without end, each time with other values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.storage.learning import progress
from bot.storage.learning.progress import Achievements
from bot.tutor.context import TutorContext
from bot.tutor.learning import curriculum
from bot.tutor.learning.answer_forms import is_readable
from bot.tutor.learning.lessons import Lessons
from bot.tutor.learning.questions import question_blocks
from bot.tutor.learning.quizzes import Quizzes, answer_blocks, asked_again
from bot.tutor.learning.reviews import find_variant
from bot.tutor.replies.actions import AnswerPractice, AskPractice
from bot.tutor.replies.actions.learning import ALL_LESSONS
from bot.tutor.replies.buttons import button, quiz_button
from bot.tutor.replies.model import Buttons, Reply, Text
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from bot.tutor.text.command_names import normalize
from lessons.curriculum import Catalog, Question

_WORDS = frozenset({"practice", "practise", "more", "練習", "もっと"})
"""What asks for practice, before or behind a lesson's name in `/quiz`."""


class Practice(Feature):
    """Asks questions for practice, one variant at a time, and answers `/quiz`."""

    def __init__(self, context: TutorContext, lessons: Lessons, quizzes: Quizzes) -> None:
        self._context = context
        self._lessons = lessons
        self._quizzes = quizzes

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handler of `/quiz`."""
        return {"quiz": self.command}

    def actions(self) -> ActionHandlers:
        """Return the handlers of questions for practice and of their answers."""
        return (on(AskPractice, self.ask), on(AnswerPractice, self.answer))

    async def command(self, request: Request, argument: str) -> Reply:
        """`/quiz`, `/quiz LESSON`, `/quiz practice`, `/quiz practice LESSON`."""
        words = argument.split()
        rest = [each for each in words if normalize(each) not in _WORDS]
        if len(rest) == len(words):
            return await self._quizzes.open(request, argument)
        if not rest:
            return await self.ask(request, AskPractice(ALL_LESSONS))
        lesson = self._lessons.named(" ".join(rest))
        if lesson is None:  # says which lesson was probably meant
            return await self._lessons.open(request, " ".join(rest))
        return await self.ask(request, AskPractice(lesson.slug))

    async def ask(self, request: Request, action: AskPractice) -> Reply:
        """Ask the question that the learner was asked least often, in its next variant."""
        t, catalog, learner = request.t, self._context.catalog, request.learner
        lesson = catalog.lesson(action.lesson)
        async with self._context.database.read_session() as session:
            if lesson is not None:
                questions: Sequence[Question] = lesson.practice
            else:
                mark = await progress.find_latest_bookmark(session, learner.id)
                done = await progress.find_achievements(session, learner.id)
                questions = _begun(catalog, done, mark.lesson if mark else "")
            counts = await progress.count_answers_by_question(session, learner.id)
            question = least_asked(questions, counts, action.after)
            if question is not None:
                question = await find_variant(session, learner, question)
        if question is None:
            if lesson is None or not catalog.practice():
                return Reply(blocks=(Text(markdown=t("practice-none-at-all")),))
            none = Text(markdown=t("practice-none", lesson=lesson.titles[t.language]))
            return Reply(blocks=(none, Buttons(buttons=(quiz_button(t, lesson),))))
        title = curriculum.lesson_of(catalog, question).titles[t.language]
        heading = Text(markdown=t("practice-heading", lesson=title))
        answering = AnswerPractice("all" if lesson is None else "lesson", question.ref)
        return Reply(tone="lesson", blocks=(heading, *question_blocks(t, question, answering)))

    async def answer(self, request: Request, action: AnswerPractice) -> Reply:
        """Record an answer, say whether it is correct and why, and offer another question."""
        t, catalog = request.t, self._context.catalog
        given = action.answer or request.text
        question = catalog.question(action.question)
        if question is None:
            return Reply(blocks=(Text(markdown=t("quiz-none")),))
        if not is_readable(question, given):
            return asked_again(t, question, AnswerPractice(action.scope, question.ref))
        recorded = await self._quizzes.record_answer(request.learner, question, given)
        slug = curriculum.lesson_of(catalog, question).slug
        asking = AskPractice(slug if action.scope == "lesson" else ALL_LESSONS, question.id)
        following = Buttons(buttons=(button(t("button-another-question"), asking, "primary"),))
        return Reply(
            tone="passed" if recorded.correct else "not-yet",
            blocks=(*answer_blocks(t, question, recorded), following),
        )


def least_asked(
    questions: Sequence[Question], counts: Mapping[str, int], after: str = ""
) -> Question | None:
    """Return the question with the smallest count, the first of several; None where none is.

    The question `after` is returned only if there is no other.
    """
    others = [each for each in questions if each.id != after] or questions
    return min(others, key=lambda each: counts.get(each.id, 0), default=None)


def _begun(catalog: Catalog, done: Achievements, read_last: str) -> tuple[Question, ...]:
    """Return the questions for practice of lessons that a learner has begun; else of the first."""
    passed = {id.partition("/")[0] for id in done.exercises | done.questions} | {read_last}
    found = [lesson.practice for lesson in catalog.lessons() if lesson.slug in passed]
    begun = tuple(question for each in found for question in each)
    first = (lesson.practice for lesson in catalog.lessons() if lesson.practice)
    return begun or next(first, ())
