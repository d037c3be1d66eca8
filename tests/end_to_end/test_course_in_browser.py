"""A diligent learner walks the first track in a browser by the one primary step of every reply."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Locator, Page, expect

from bot.tutor.replies.actions import Action, AnswerQuestion, RunCommand, find_action
from lessons.curriculum import Catalog, Language, Question
from tests.support.built_in import built_in_lessons
from tests.support.diligent_learner import Thing, things_of

pytestmark = pytest.mark.browser

PageOf = Callable[..., Awaitable[Page]]

TRACK = "pytorch-basics"
ANSWERED_MS = 120_000  # the first answer waits for the grader to warm up
POLL_MS = 30
LOCALES = {"en": "en-US", "ja": "ja-JP"}
NEXT_REPLY = """() => {
  const last = [...document.querySelectorAll('#log .tutor')].at(-1);
  if (last?.getAttribute('aria-busy') !== 'false') return null;
  const html = last.id + last.innerHTML;
  if (html === window.htmlOfTheLastReply) return null;
  window.htmlOfTheLastReply = html;
  const all = (selector) => [...last.querySelectorAll(selector)];
  const controls = [...all('form[data-action]'), ...all('button[data-action]')];
  return {
    text: last.innerText,
    actions: controls.map((each) => each.dataset.action),
    primaries: all('button.primary').length,
  };
}"""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return built_in_lessons()


class Walk:
    """Looks at the newest reply alone, and does rightly what its primary step asks for."""

    def __init__(self, page: Page, catalog: Catalog) -> None:
        self._page, self._catalog = page, catalog
        self._actions: list[Action] = []
        self.shown: Thing | str = ""
        self.steps = 0

    @property
    def reply(self) -> Locator:
        return self._page.locator("#log .tutor").last

    async def look(self) -> None:
        """Wait for the next final reply, and note what it shows; fail unless it leads on.

        It does so by exactly one primary step, or by a question or exercise with its own form.
        """
        found = await self._page.wait_for_function(NEXT_REPLY, timeout=ANSWERED_MS, polling=POLL_MS)
        reply = await found.json_value()
        known = map(find_action, reply["actions"])
        self._actions = [each for each in known if each is not None]
        self.shown = self._thing() or first_line(reply["text"])
        leads = (0, 1) if isinstance(self.shown, Thing) else (1,)
        assert reply["primaries"] in leads, reply["text"]

    def _thing(self) -> Thing | None:
        """Return the exercise or question that the newest reply shows."""
        for action in self._actions:
            match action:
                case AnswerQuestion(question=ref):
                    return Thing("question", self._question(ref).id)
                case RunCommand(name="submit", argument=exercise):
                    return Thing("exercise", exercise)
        return None

    async def follow(self) -> None:
        """Answer the question, solve the exercise, or press the one primary button."""
        self.steps += 1
        match self.shown:
            case Thing(kind="question"):
                await self._answer()
            case Thing(kind="exercise", name=name):
                exercise = self._catalog.exercise(name)
                assert exercise is not None, name
                await self.reply.locator("textarea").fill(exercise.reference)
                await self._press_primary()
            case _:
                await self._press_primary()
        await self.look()

    async def _press_primary(self) -> None:
        await self.reply.locator("button.primary").click()

    async def _answer(self) -> None:
        """Choose, or type, the answer to the question as it is asked: one of its variants."""
        asked = next(each for each in self._actions if isinstance(each, AnswerQuestion))
        question = self._question(asked.question)
        buttons = self.reply.locator(f"button[data-action$=':{question.answer}']")
        if await buttons.count():
            await buttons.first.click()
            return
        form = self.reply.locator("form[data-action^='answer']").first
        letters = question.answer if question.kind == "several" else (question.answer,)
        options = form.locator(", ".join(f"input[value='{each}']" for each in letters))
        if question.options and await options.count():
            for option in await options.all():
                await option.check()
        else:
            await form.locator("[name=text]").fill(question.answer)
        await form.get_by_role("button").last.click()

    def _question(self, ref: str) -> Question:
        question = self._catalog.question(ref)
        assert question is not None, ref
        return question


def first_line(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").partition("\n")[0]


@pytest.mark.parametrize("language", ["en", "ja"])
async def test_the_primary_steps_of_the_page_lead_through_the_course(
    page_of: PageOf, catalog: Catalog, language: Language
) -> None:
    lessons = next(each for each in catalog.tracks if each.slug == TRACK).lessons
    page = await page_of(f"Walker {language}", LOCALES[language])
    walk = Walk(page, catalog)
    await walk.look()
    for lesson in lessons:
        titles = [each.title for each in lesson.pages[language]]
        for thing in things_of(lesson, language):
            await walk.follow()
            if thing.kind == "page":
                number = int(thing.name.rpartition(":")[2])
                assert isinstance(walk.shown, str)
                assert titles[number - 1] in walk.shown
            else:
                assert walk.shown == thing
                await walk.follow()
        await expect(walk.reply).to_contain_text(lesson.titles[language])
    assert walk.steps >= sum(len(list(things_of(each, language))) for each in lessons)
