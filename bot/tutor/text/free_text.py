"""Replies to text that is neither code nor a command."""

from __future__ import annotations

from collections.abc import Mapping

from bot.tutor.context import TutorContext
from bot.tutor.learning.exercises import Exercises
from bot.tutor.learning.lessons import Lessons
from bot.tutor.questions.replies import QuestionReplies
from bot.tutor.replies.buttons import command_button
from bot.tutor.replies.model import Button, Buttons, Reply, Text
from bot.tutor.request import Request
from bot.tutor.router import CommandHandler, Feature
from bot.tutor.text.commands import nearest_command
from bot.tutor.text.intents import IntentMatcher, Pleasantry, is_signs_only
from bot.tutor.text.onboarding import Onboarding

_NEXT_COMMANDS = ("lesson", "exercise")


class FreeText(Feature):
    """Replies to text without code: intents, small talk, and what is not understood."""

    def __init__(
        self,
        context: TutorContext,
        lessons: Lessons,
        exercises: Exercises,
        onboarding: Onboarding,
        questions: QuestionReplies,
    ) -> None:
        self._lessons = lessons
        self._exercises = exercises
        self._onboarding = onboarding
        self._questions = questions
        self._matcher = IntentMatcher(context.translations)

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handlers of `next` and `back`, which are typed but not offered."""
        return {"next": self.on_next, "back": self.on_back}

    async def on_next(self, request: Request, _: str) -> Reply:
        """Reply to the command `next`."""
        return await self.go_on(request)

    async def on_back(self, request: Request, _: str) -> Reply:
        """Reply to the command `back`."""
        return await self.go_back(request)

    async def handle_intent(self, request: Request) -> Reply | None:
        """Do what the text asks for; return None where it asks for nothing that is known."""
        match self._matcher.intent(request.text):
            case "stuck":
                return await self._stuck(request)
            case "answer":
                return await self.help_reply(request, request.t("reference-later"))
            case "next":
                return await self.go_on(request)
            case "back":
                return await self.go_back(request)
            case "again":
                return await self._lessons.open(request, "")
            case "skip":
                return await self._skip(request)
            case "english":
                return await self._onboarding.set_language(request, "en")
            case "japanese":
                return await self._onboarding.set_language(request, "ja")
            case None:
                return None

    async def answer(self, request: Request) -> Reply:
        """Reply to text that asks for nothing known: symbols, small talk, a question, a typo."""
        t, text = request.t, request.text
        if is_signs_only(text):
            return await self.help_reply(request, t("said-signs"))
        pleasantry = self._matcher.pleasantry(text)
        if pleasantry is None:
            answered = self._questions.answer(request)
            if answered is not None:
                return answered
            pleasantry = self._matcher.opening(text)
        if pleasantry is not None:
            return await self._return_pleasantry(request, pleasantry)
        if len(text.split()) == 1 and nearest_command(text) is not None:
            return self._onboarding.unknown(request, text)
        unanswered = self._questions.unanswered(request)
        return unanswered or await self.help_reply(request, t("message-words"))

    async def _return_pleasantry(self, request: Request, pleasantry: Pleasantry) -> Reply:
        t = request.t
        match pleasantry:
            case "greeting":
                return await self._onboarding.start(request)
            case "thanks" | "fine":
                thanks = t("said-thanks" if pleasantry == "thanks" else "said-fine")
                return _reply(thanks, *(command_button(t, each) for each in _NEXT_COMMANDS))
            case "bye":
                return _reply(t("said-bye"), command_button(t, "review"))

    async def go_on(self, request: Request) -> Reply:
        """Show the next page; after a lesson's last one, the next exercise."""
        page = await self._lessons.adjacent_page(request, 1)
        return page or await self._exercises.find(request, "")

    async def go_back(self, request: Request) -> Reply:
        """Show the page before; before a lesson's first one, all lessons."""
        page = await self._lessons.adjacent_page(request, -1)
        return page or await self._onboarding.start(request)

    async def _stuck(self, request: Request) -> Reply:
        t = request.t
        hint = await self._exercises.current_hint(request)
        return await self.help_reply(request, t("said-stuck" if hint else "said-stuck-early"))

    async def _skip(self, request: Request) -> Reply:
        t = request.t
        steps = (command_button(t, each) for each in ("lesson", "start"))
        other = await self._exercises.exercise_after_current(request)
        return _reply(t("said-skip"), *([other] if other else ()), *steps)

    async def help_reply(self, request: Request, text: str) -> Reply:
        """Return a sentence with buttons to a hint, the lessons, the exercises and the help."""
        t = request.t
        hint = await self._exercises.current_hint(request)
        steps = (command_button(t, each) for each in (*_NEXT_COMMANDS, "help"))
        return _reply(text, *((hint,) if hint else ()), *steps)


def _reply(text: str, *buttons: Button) -> Reply:
    return Reply(threadable=True, blocks=(Text(markdown=text), Buttons(buttons=buttons)))
