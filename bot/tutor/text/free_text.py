"""Answers to words that are neither code nor a command, each with a way on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.i18n import Translator
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.learning.exercises import Exercises
from bot.tutor.learning.lessons import Lessons
from bot.tutor.replies.buttons import button, command_button
from bot.tutor.replies.model import Button, Buttons, Reply, Text, inline
from bot.tutor.text.commands import nearest_command
from bot.tutor.text.intents import Intent, IntentMatcher, Pleasantry, is_signs_only
from bot.tutor.text.onboarding import Onboarding
from lessons.curriculum import Lesson

_WAYS_ON = ("lesson", "exercise")


class FreeText:
    """Replies to whoever thanks, sighs, asks a question, or wants to go back."""

    def __init__(
        self, context: TutorContext, lessons: Lessons, exercises: Exercises, reception: Onboarding
    ) -> None:
        self._context = context
        self._lessons = lessons
        self._exercises = exercises
        self._reception = reception
        self._hearing = IntentMatcher(context.translations, context.catalog)
        self._grant: Mapping[Intent, Callable[[Learner], Awaitable[Reply]]] = {
            "stuck": self._stuck,
            "answer": self._answer,
            "next": self.go_further,
            "back": self.go_back,
            "again": lambda learner: lessons.open(learner, ""),
            "skip": self._skip,
            "english": lambda learner: reception.set_language(learner, "en"),
            "japanese": lambda learner: reception.set_language(learner, "ja"),
        }

    async def handle_intent(self, learner: Learner, text: str) -> Reply | None:
        """What the words ask for in so many words; None where they ask for nothing known."""
        wish = self._hearing.intent(text)
        return await self._grant[wish](learner) if wish else None

    async def answered(self, learner: Learner, text: str) -> Reply:
        """To all other words: a slip of the keys, a kindness, a question, or what is not known."""
        t = self._context.translations.translator(learner.language)
        if is_signs_only(text):
            return await self.help_reply(learner, t("said-signs"))
        courtesy = self._hearing.pleasantry(text)
        if courtesy is None:
            about = self._hearing.page_about(text, learner.language)
            if about is not None:
                return self._page_about(t, *about)
            courtesy = self._hearing.opening(text)
        if courtesy is not None:
            return await self._returned(learner, courtesy)
        if len(text.split()) == 1 and nearest_command(text) is not None:
            return self._reception.unknown(learner, text)
        return await self.help_reply(learner, t("message-words"))

    async def _returned(self, learner: Learner, courtesy: Pleasantry) -> Reply:
        t = self._context.translations.translator(learner.language)
        match courtesy:
            case "greeting":
                return await self._reception.start(learner)
            case "thanks" | "fine":
                said = t("said-thanks" if courtesy == "thanks" else "said-fine")
                return _reply(said, *(command_button(t, each) for each in _WAYS_ON))
            case "bye":
                return _reply(t("said-bye"), command_button(t, "review"))

    async def go_further(self, learner: Learner) -> Reply:
        """The next page; behind a lesson's last one, the next exercise."""
        page = await self._lessons.adjacent_page(learner, 1)
        return page or await self._exercises.find(learner, "")

    async def go_back(self, learner: Learner) -> Reply:
        """The page before; before a lesson's first one, all lessons."""
        page = await self._lessons.adjacent_page(learner, -1)
        return page or await self._reception.start(learner)

    async def _stuck(self, learner: Learner) -> Reply:
        t = self._context.translations.translator(learner.language)
        hint = await self._exercises.current_hint(learner)
        return await self.help_reply(learner, t("said-stuck" if hint else "said-stuck-early"))

    async def _answer(self, learner: Learner) -> Reply:
        t = self._context.translations.translator(learner.language)
        return await self.help_reply(learner, t("reference-later"))

    async def _skip(self, learner: Learner) -> Reply:
        t = self._context.translations.translator(learner.language)
        ways = (command_button(t, each) for each in ("lesson", "start"))
        other = await self._exercises.after_at_hand(learner)
        return _reply(t("said-skip"), *([other] if other else ()), *ways)

    async def help_reply(self, learner: Learner, said: str) -> Reply:
        """The sentence, and all that helps whoever does not know how to go on."""
        t = self._context.translations.translator(learner.language)
        hint = await self._exercises.current_hint(learner)
        ways = (command_button(t, each) for each in (*_WAYS_ON, "help"))
        return _reply(said, *((hint,) if hint else ()), *ways)

    def _page_about(self, t: Translator, term: str, lesson: Lesson, page: int) -> Reply:
        title = lesson.pages[t.language][page - 1].title
        label = t("button-page", number=lesson.number, page=page, title=title)
        opens = button(label, f"lesson:{lesson.slug}:{page}", "primary")
        return _reply(t("said-term", term=inline(term)), opens, command_button(t, "help"))


def _reply(said: str, *buttons: Button) -> Reply:
    return Reply(threadable=True, blocks=(Text(markdown=said), Buttons(buttons=buttons)))
