"""A learner who presses the one primary button of every reply, and does everything rightly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.storage.learning import progress
from bot.tutor.replies.actions import (
    AnswerQuestion,
    AnswerReview,
    RunCommand,
    RunSnippet,
    find_action,
)
from bot.tutor.replies.model import Button, Form, Menu, Reply
from grader.protocol import Measured, Measurement
from lessons.curriculum import Catalog, Lesson, Snippet
from tests.support.study import Study, blocks, buttons, text


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of the curriculum that is undone at first: a page, an exercise, a question."""

    kind: str
    name: str  # slug of the lesson and page, or id


def things_of(lesson: Lesson, language: str) -> Iterator[Thing]:
    """Yield what a lesson consists of, in the order in which it is done."""
    pages = next(pages for each, pages in lesson.pages.items() if each == language)
    for number, _ in enumerate(pages, start=1):
        yield Thing("page", f"{lesson.slug}:{number}")
    yield from (Thing("exercise", each.id) for each in lesson.exercises)
    yield from (Thing("question", each.id) for each in lesson.questions)


def primary_of(reply: Reply) -> Button | Form | None:
    """Return the one primary step of a reply; None where it asks a question with buttons.

    Fail where there are several, or none.
    """
    found = [each for each in buttons(reply) if each.style == "primary"]
    forms = blocks(reply, Form)
    asked = [*blocks(reply, Menu), *forms, *_answers(reply)]
    said = (text(reply), [each.label for each in buttons(reply)])
    if found:
        assert len(found) == 1, said
        assert not asked, said
        return found[0]
    assert asked, said
    assert len(forms) <= 1, said
    return forms[0] if forms and question_of(reply) is None else None


def question_of(reply: Reply) -> str | None:
    """Return the ref of the question that a reply asks; None where it asks none."""
    encoded = [each.action for each in blocks(reply, Form)]
    encoded += [each.action for each in blocks(reply, Menu)]
    encoded += [each.action for each in buttons(reply)]
    found = (find_action(each) for each in encoded)
    return next((each.question for each in found if isinstance(each, _ANSWERS)), None)


_ANSWERS = AnswerQuestion | AnswerReview


def _answers(reply: Reply) -> list[Button]:
    return [each for each in buttons(reply) if isinstance(find_action(each.action), _ANSWERS)]


class DiligentLearner:
    """Follows the primary buttons through a curriculum; every reply is checked on the way."""

    def __init__(self, study: Study, locale: str) -> None:
        self.study, self.locale = study, locale
        self.replies = 0

    @property
    def catalog(self) -> Catalog:
        return self.study.catalog

    async def type(self, line: str) -> Reply:
        self.study.now += timedelta(minutes=2)
        return self._checked(await self.study.type(line, locale=self.locale))

    async def say(self, words: str) -> Reply:
        return self._checked(await self.study.say(words, locale=self.locale))

    async def press(self, action: str, given: str = "") -> Reply:
        self.study.now += timedelta(minutes=2)
        return self._checked(await self.study.press(action, given, locale=self.locale))

    async def follow(self, reply: Reply) -> Reply:
        """Press the primary button, or answer the question rightly, or solve the exercise."""
        ref = question_of(reply)
        if ref is not None:
            return await self._answer(reply, ref)
        step = primary_of(reply)
        assert step is not None
        if isinstance(step, Button):
            return await self.press(step.action)
        action = find_action(step.action)
        assert isinstance(action, RunCommand), step
        exercise = self.catalog.exercise(action.argument)
        assert exercise is not None, step
        waiting = await self.press(step.action, exercise.reference)
        assert waiting.pending, text(waiting)
        return self._checked(await self.study.grade())

    async def run_snippet(self, reply: Reply) -> Reply:
        """Press the first ▶ of a page, and return the output."""
        run = next(each.action for each in buttons(reply) if _runs(each))
        assert (await self.press(run)).pending
        return self._checked(await self.study.ran(stdout="ok\n"))

    async def measured(self) -> Reply:
        """Return the final reply to /bench."""
        job = self.study.queue.sent[-1]
        result = Measurement(sizes=(16, 64), cpu_ms=(1, 2), cpu="cpu", threads=1, torch="2.9")
        await self.study.tutor.jobs.on_grader_message(Measured(id=job.id, result=result))
        return self._checked(self.study.delivered[-1][1])

    async def shown(self, reply: Reply) -> Thing | None:
        """Return what of the curriculum a reply shows."""
        ref = question_of(reply)
        question = self.catalog.question(ref) if ref else None
        if question is not None:
            return Thing("question", question.id)
        for form in blocks(reply, Form):
            action = find_action(form.action)
            if isinstance(action, RunCommand) and action.name == "submit":
                return Thing("exercise", action.argument)
        async with self.study.database.read_session() as session:
            mark = await progress.find_latest_bookmark(session, 1)
        lesson = self.catalog.lesson(mark.lesson) if mark else None
        if mark is None or lesson is None:
            return None
        pages = next(pages for each, pages in lesson.pages.items() if each == self.locale)
        if not text(reply).startswith(f"## {pages[mark.page - 1].title}"):
            return None
        return Thing("page", f"{lesson.slug}:{mark.page}")

    async def _answer(self, reply: Reply, ref: str) -> Reply:
        question = self.catalog.question(ref)
        assert question is not None, ref
        for each in _answers(reply):
            action = find_action(each.action)
            if isinstance(action, _ANSWERS) and action.answer == question.answer:
                return await self.press(each.action)
        asked: list[Form | Menu] = [*blocks(reply, Form), *blocks(reply, Menu)]
        return await self.press(asked[0].action, question.answer)

    def _checked(self, reply: Reply) -> Reply:
        """Count a reply; fail unless it has exactly one primary step or is still pending."""
        if not reply.pending:
            self.replies += 1
            primary_of(reply)
        return reply


def _runs(button: Button) -> bool:
    return isinstance(find_action(button.action), RunSnippet)


def has_snippet(lesson: Lesson, page: int, language: str) -> bool:
    """Return whether a page (1-based) has code to run."""
    pages = next(pages for each, pages in lesson.pages.items() if each == language)
    return any(isinstance(part, Snippet) for part in pages[page - 1].parts)
