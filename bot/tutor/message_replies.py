"""Replies to a message once it is decided what its sender wants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.tutor.features import Features
from bot.tutor.identity import Learner
from bot.tutor.replies.ask_again import with_ask_again
from bot.tutor.replies.model import Buttons, Reply
from bot.tutor.request import Request
from bot.tutor.text.limits import LONGEST_WORDS
from bot.tutor.text.quoted import QuotedMessage, decide_quoted
from bot.tutor.text.wants import CommandCall, Decision, Known
from common.message_reader.records import Part


class MessageReplies:
    """Lets the features reply to messages. `known` returns what the catalogue has words for."""

    def __init__(self, features: Features, known: Callable[[], Known]) -> None:
        self._features = features
        self._known = known

    async def as_decided(
        self, request: Request, parts: Sequence[Part], decision: Decision
    ) -> Reply:
        """Reply to a message as its sender wants it."""
        match decision.intent:
            case "grade" if decision.line_numbers:
                exercise = decision.exercises[0]
                return await self._features.forms.submit_typed(
                    request, exercise, decision.line_numbers
                )
            case "grade" | "run":
                return await self._features.submissions.receive(request, parts, decision.exercises)
            case "command" if decision.command is not None:
                return await self._to_command(request, decision.command)
            case "answer" if decision.answer:
                return await self._to_answer(request, decision.answer)
            case "answer":
                reply = await self._features.free_text.no_question(request)
            case "explain-error":
                return await self._to_error(request, parts, decision)
            case _ if len(request.text) > LONGEST_WORDS:
                reply = self._features.onboarding.too_many_words(request)
            case _:
                reply = await self._features.free_text.answer(request, decision)
        return hide_learner(request.learner, reply)

    async def to_quoted(self, request: Request, quoted: QuotedMessage) -> Reply | None:
        """Reply to what a message means by "this"; None where that says nothing to act on.

        Code that somebody else has written is graded without points.
        """
        if not quoted.is_readable:
            return hide_learner(request.learner, self._features.onboarding.unreadable(request))
        decision = decide_quoted(request.text, quoted, self._known())
        if decision is None:
            return None if request.text.strip() else self._features.onboarding.nothing(request)
        about = replace(request, text=quoted.text)
        if quoted.is_own or decision.intent not in ("grade", "run"):
            return await self.as_decided(about, quoted.parts, decision)
        reply = await self._features.submissions.receive_others(
            about, quoted.parts, decision.exercises
        )
        return hide_learner(request.learner, reply)

    async def _to_error(self, request: Request, parts: Sequence[Part], decision: Decision) -> Reply:
        """Explain an error; code that came with it is offered to be run."""
        reply = await self._features.free_text.explain_error(request, parts, decision)
        if not any(part.kind == "code" for part in parts):
            return hide_learner(request.learner, reply)
        below = await self._features.submissions.receive(request, parts, ())
        explained = (block for block in reply.blocks if not isinstance(block, Buttons))
        blocks = (*explained, *below.blocks)
        return hide_learner(request.learner, reply.model_copy(update={"blocks": blocks}))

    async def _to_command(self, request: Request, command: CommandCall) -> Reply:
        """Reply to a command that was asked for in words; guess one that is misspelt."""
        if not self._features.router.has_command(command.name):
            return self._features.onboarding.unknown(request, command.name)
        reply = await self._features.router.command(request, command.name, command.argument)
        reply = hide_learner(request.learner, reply)
        return with_ask_again(reply, request.user, command.name, command.argument)

    async def _to_answer(self, request: Request, answer: str) -> Reply:
        """Record an answer to the open question, as its button does."""
        learner = request.learner.id
        asked = await self._features.open_questions.find(learner)
        if asked is None or not await self._features.open_questions.close(learner, asked.question):
            return await self._features.free_text.no_question(request)
        reply = await self._features.router.act(request, replace(asked, answer=answer))
        return with_ask_again(reply, request.user, "quiz", "")


def hide_learner(learner: Learner, reply: Reply) -> Reply:
    """Return the reply, kept out of public threads where the learner hides from others.

    The verdict on code that they have posted there themselves stays below it.
    """
    if not learner.hidden or reply.pending:
        return reply
    return reply.model_copy(update={"threadable": False})
