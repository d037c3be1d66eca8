"""Remembers which question was asked of each learner last, so that its answer can be typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.storage.learning import open_questions
from bot.tutor.context import TutorContext
from bot.tutor.learning.questions import OwnQuestionAction, QuestionAction
from bot.tutor.replies.actions import encode, find_action
from bot.tutor.replies.model import Buttons, Form, ListItem, Menu, Reply, buttons_of

OPEN_FOR = timedelta(hours=3)
"""How long a typed answer belongs to the question that was asked last."""


class OpenQuestions:
    """The last question asked of each learner, one row for each learner at most.

    It is stored, so that an answer is understood after a restart and by every bot.
    """

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    async def note(self, learner: int, reply: Reply) -> None:
        """Note the question that a reply to a learner asks; one that asks none changes nothing."""
        action = next(_answers_in(reply), None)
        if action is None:
            return
        encoded = encode(replace(action, answer=""))
        async with self._context.database.write_session() as session:
            await open_questions.remember(
                session, learner, action.question, encoded, self._context.clock()
            )

    async def find(self, learner: int) -> QuestionAction | None:
        """Return the action that answers a learner's open question; None where none is open."""
        since = self._context.clock() - OPEN_FOR
        async with self._context.database.autocommit_session() as session:
            encoded = await open_questions.find(session, learner, since)
        found = find_action(encoded) if encoded else None
        return found if isinstance(found, OwnQuestionAction) else None

    async def close(self, learner: int, question: str) -> bool:
        """Forget a learner's open question, if it is the one with that id; return whether it was.

        Of two answers that arrive at once, one closes it.
        """
        async with self._context.database.write_session() as session:
            return await open_questions.close(session, learner, question)


def _answers_in(reply: Reply) -> Iterator[OwnQuestionAction]:
    """Yield the actions of a reply that answer a question of the learner's own."""
    for block in reply.blocks:
        match block:
            case Buttons() | ListItem():
                encoded = [button.action for button in buttons_of((block,))]
            case Form(action=action) | Menu(action=action):
                encoded = [action]
            case _:
                continue
        for each in encoded:
            found = find_action(each)
            if isinstance(found, OwnQuestionAction):
                yield found
