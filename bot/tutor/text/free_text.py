"""Replies to text that is neither code nor a command, as `wants.decide` has understood it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.tutor.context import TutorContext
from bot.tutor.grading.pasted_errors import explain_pasted_error
from bot.tutor.learning.exercises import Exercises
from bot.tutor.learning.going_on import GoingOn
from bot.tutor.learning.lessons import Lessons
from bot.tutor.questions.replies import QuestionReplies
from bot.tutor.replies.actions import RunCommand
from bot.tutor.replies.buttons import button, command_button
from bot.tutor.replies.model import Button, Buttons, Reply, Text
from bot.tutor.replies.paste_note import paste_note
from bot.tutor.request import Request
from bot.tutor.router import CommandHandler, Feature
from bot.tutor.text.onboarding import Onboarding, hints_text
from bot.tutor.text.phrases import Meaning, is_signs_only
from bot.tutor.text.wants import Decision
from common.message_reader.records import Part

_NEXT_COMMANDS = ("lesson", "exercise")


class FreeText(Feature):
    """Replies to text without code: questions, small talk, and what is not understood."""

    def __init__(
        self,
        context: TutorContext,
        lessons: Lessons,
        exercises: Exercises,
        onboarding: Onboarding,
        *,
        questions: QuestionReplies,
        going_on: GoingOn,
    ) -> None:
        self._context = context
        self._lessons = lessons
        self._exercises = exercises
        self._onboarding = onboarding
        self._questions = questions
        self._going_on = going_on

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handlers of `next`, `back` and `skip`, which are typed but not offered."""
        return {"next": self.on_next, "back": self.on_back, "skip": self.on_skip}

    async def on_next(self, request: Request, _: str) -> Reply:
        """Reply to the command `next`."""
        return await self.go_on(request)

    async def on_back(self, request: Request, _: str) -> Reply:
        """Reply to the command `back`."""
        return await self.go_back(request)

    async def on_skip(self, request: Request, _: str) -> Reply:
        """Reply to the command `skip`."""
        t = request.t
        steps = (command_button(t, each) for each in ("lesson", "start"))
        other = await self._exercises.exercise_after_current(request)
        return _reply(t("said-skip"), *([other] if other else ()), *steps)

    async def answer(self, request: Request, decision: Decision) -> Reply:
        """Reply to a question, a request or small talk, as decided."""
        t = request.t
        if decision.found is not None:
            answered = self._questions.answer(request)
            if answered is not None:
                return answered
        match decision.phrase:
            case "help-me" | "stuck":
                return await self._stuck(request)
            case "answer":
                return await self.help_reply(request, t("reference-later"))
            case "points":
                return await self.help_reply(request, hints_text(t))
            case "hard":
                return await self.help_reply(request, t("said-hard"))
            case "greeting":
                return await self._onboarding.start(request)
            case "bye":
                return _reply(t("said-bye"), command_button(t, "review"))
            case None if is_signs_only(request.text):
                return await self.help_reply(request, t("said-signs"))
            case None:
                unanswered = self._questions.unanswered(request)
                return unanswered or await self.help_reply(request, t("message-words"))
            case _:
                return _reply_to_phrase(request, decision.phrase)

    async def explain_error(
        self, request: Request, parts: Sequence[Part], decision: Decision
    ) -> Reply:
        """Explain an error; ask for the whole message where the text only speaks of one."""
        t = request.t
        tracebacks = (part.text for part in reversed(parts) if part.kind == "traceback")
        blocks = explain_pasted_error(t, *tracebacks, request.text)
        if not blocks:
            answered = self._questions.answer(request)
            return answered or _reply_to_phrase(request, "error")
        steps = (command_button(t, each) for each in _NEXT_STEPS["error"])
        note = paste_note(request)
        following = (Text(markdown=t("pasted-next")), *note, Buttons(buttons=tuple(steps)))
        return Reply(tone="lesson", threadable=True, blocks=(*blocks, *following))

    async def no_question(self, request: Request) -> Reply:
        """Reply to an answer where no question is open."""
        t = request.t
        steps = (command_button(t, "exercise"), command_button(t, "submit"))
        quiz = button(t("button-quiz"), RunCommand("quiz"), "primary")
        return _reply(t("said-no-question"), quiz, *steps)

    async def go_on(self, request: Request) -> Reply:
        """Show the next page; after a lesson's last one, do what the lesson asks next."""
        return await self._going_on.turn_page(request)

    async def go_back(self, request: Request) -> Reply:
        """Show the page before; before a lesson's first one, all lessons."""
        page = await self._lessons.previous_page(request)
        return page or await self._onboarding.start(request)

    async def _stuck(self, request: Request) -> Reply:
        t = request.t
        hint = await self._exercises.current_hint(request)
        return await self.help_reply(request, t("said-stuck" if hint else "said-stuck-early"))

    async def help_reply(self, request: Request, text: str) -> Reply:
        """Return a sentence with buttons to a hint, the lessons, the exercises and the help."""
        t = request.t
        hint = await self._exercises.current_hint(request)
        steps = (command_button(t, each) for each in (*_NEXT_COMMANDS, "help"))
        return _reply(text, *((hint,) if hint else ()), *steps)


_NEXT_STEPS: Mapping[str, tuple[str, ...]] = {
    "next-step": ("lesson", "exercise", "review", "progress"),
    "not-working": ("submit", "exercise", "help"),
    "error": ("submit", "help"),
    "is-right": ("submit", "exercise"),
    "how-to-send": ("submit", "exercise"),
    "retry": ("exercise",),
    "done": ("exercise", "lesson", "progress"),
    "no": ("help",),
    "tired": ("review",),
    "bored": ("exercise", "review", "start"),
    "cheer": ("exercise",),
}
"""The commands that are offered below the reply to a phrase, by their names; else the usual two."""


_ABOUT_PASTING = frozenset(
    {"not-working", "error", "is-right", "how-to-send", "retry", "done", "cheer"}
)
"""The phrases whose replies ask for code to be pasted."""


def _reply_to_phrase(request: Request, phrase: Meaning) -> Reply:
    t, steps = request.t, _NEXT_STEPS.get(phrase, _NEXT_COMMANDS)
    reply = _reply(t(f"said-{phrase}"), *(command_button(t, each) for each in steps))
    if phrase not in _ABOUT_PASTING:
        return reply
    text, *rest = reply.blocks
    return reply.model_copy(update={"blocks": (text, *paste_note(request), *rest)})


def _reply(text: str, *buttons: Button) -> Reply:
    return Reply(threadable=True, blocks=(Text(markdown=text), Buttons(buttons=buttons)))
