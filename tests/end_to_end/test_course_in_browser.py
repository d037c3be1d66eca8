"""A diligent learner walks the first track in a browser by the one primary step of every reply."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.tutor.replies.actions import AnswerQuestion, RunCommand, find_action
from lessons.curriculum import Catalog, Language
from tests.support.bot_process import StartBot
from tests.support.built_in import built_in_lessons
from tests.support.diligent_learner import Thing, things_of

pytestmark = pytest.mark.browser

TRACK = "pytorch-basics"
ANSWERED_MS = 120_000  # the first answer waits for the grader to warm up
LOCALES = {"en": "en-US", "ja": "ja-JP"}
CHANGED = """before => {
  const replies = document.querySelectorAll('#log .tutor');
  const last = replies[replies.length - 1];
  return last && last.getAttribute('aria-busy') === 'false' && last.innerHTML !== before;
}"""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return built_in_lessons()


class Walk:
    """Looks at the newest reply alone, and does rightly what its primary step asks for."""

    def __init__(self, page: Page, catalog: Catalog) -> None:
        self._page, self._catalog = page, catalog
        self.steps = 0

    @property
    def reply(self) -> Locator:
        return self._page.locator("#log .tutor").last

    async def settle(self, before: str = "") -> None:
        """Wait until the newest reply is final, and another one than before."""
        await self._page.wait_for_function(CHANGED, arg=before, timeout=ANSWERED_MS)

    async def shown(self) -> Thing | str:
        """Return the exercise or question that the newest reply shows, else its first line."""
        for action in await self._actions("form[data-action]", "button[data-action]"):
            match find_action(action):
                case AnswerQuestion(question=ref):
                    question = self._catalog.question(ref)
                    assert question is not None, ref
                    return Thing("question", question.id)
                case RunCommand(name="submit", argument=exercise):
                    return Thing("exercise", exercise)
        said = await self.reply.inner_text()
        return said.replace("\N{NO-BREAK SPACE}", " ").partition("\n")[0]

    async def follow(self) -> None:
        """Answer the question, solve the exercise, or press the one primary button."""
        before = await self.reply.inner_html()
        self.steps += 1
        match await self.shown():
            case Thing(kind="question"):
                await self._answer()
            case Thing(kind="exercise", name=name):
                exercise = self._catalog.exercise(name)
                assert exercise is not None, name
                await self.reply.locator("textarea").fill(exercise.reference)
                await self._primary().click()
            case _:
                await self._primary().click()
        await self.settle(before)

    def _primary(self) -> Locator:
        return self.reply.locator("button.primary")

    async def check(self) -> None:
        """Fail unless the newest reply has exactly one primary step, or asks with its answers."""
        asks = isinstance(await self.shown(), Thing)
        count = await self._primary().count()
        assert count == 1 or (asks and count == 0), await self.reply.inner_text()

    async def _answer(self) -> None:
        """Choose, or type, the answer to the question as it is asked: one of its variants."""
        actions = await self._actions("form[data-action]", "button[data-action]")
        asked = next(each for each in map(find_action, actions) if isinstance(each, AnswerQuestion))
        question = self._catalog.question(asked.question)
        assert question is not None, asked
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

    async def _actions(self, *selectors: str) -> list[str]:
        found = self.reply.locator(", ".join(selectors))
        return [await each.get_attribute("data-action") or "" for each in await found.all()]


@pytest.mark.parametrize("language", ["en", "ja"])
async def test_the_primary_steps_of_the_page_lead_through_the_course(
    browser: Browser, start_bot: StartBot, catalog: Catalog, language: Language
) -> None:
    lessons = next(each for each in catalog.tracks if each.slug == TRACK).lessons
    context = await browser.new_context(locale=LOCALES[language])
    page = await context.new_page()
    page.set_default_timeout(ANSWERED_MS)
    await page.goto((await start_bot(TENSEI_MOST_PER_MINUTE="1000")).url)
    walk = Walk(page, catalog)
    await walk.settle()
    for lesson in lessons:
        titles = [each.title for each in lesson.pages[language]]
        for thing in things_of(lesson, language):
            await walk.check()
            await walk.follow()
            await walk.check()
            shown = await walk.shown()
            if thing.kind == "page":
                number = int(thing.name.rpartition(":")[2])
                assert isinstance(shown, str)
                assert titles[number - 1] in shown
            else:
                assert shown == thing
                await walk.follow()
        await expect(walk.reply).to_contain_text(lesson.titles[language])
    assert walk.steps >= sum(len(list(things_of(each, language))) for each in lessons)
