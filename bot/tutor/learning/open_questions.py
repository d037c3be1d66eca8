"""Remembers which question was asked of each learner last, so that its answer can be typed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.tutor.learning.questions import OwnQuestionAction, QuestionAction
from bot.tutor.replies.actions import find_action
from bot.tutor.replies.model import Buttons, Form, Menu, Reply

OPEN_FOR = timedelta(hours=3)
"""How long a typed answer belongs to the question that was asked last."""

MOST = 10_000
"""Learners with an open question; beyond it the oldest is forgotten."""


@dataclass(frozen=True, slots=True)
class _Asked:
    action: QuestionAction
    at: datetime


class OpenQuestions:
    """The last question asked of each learner, in memory: after a restart it is asked again."""

    def __init__(self) -> None:
        self._asked: OrderedDict[int, _Asked] = OrderedDict()

    def note(self, learner: int, reply: Reply, now: datetime) -> None:
        """Note the question that a reply to a learner asks; one that asks none changes nothing."""
        action = next(_answers_in(reply), None)
        if action is None:
            return
        self._asked[learner] = _Asked(replace(action, answer=""), now)
        self._asked.move_to_end(learner)
        if len(self._asked) > MOST:
            self._asked.popitem(last=False)

    def find(self, learner: int, now: datetime) -> QuestionAction | None:
        """Return the action that answers a learner's open question; None where none is open."""
        asked = self._asked.get(learner)
        return asked.action if asked is not None and now - asked.at <= OPEN_FOR else None

    def close(self, learner: int, question: str) -> None:
        """Forget a learner's open question, if it is the one with that id."""
        asked = self._asked.get(learner)
        if asked is not None and asked.action.question == question:
            del self._asked[learner]


def _answers_in(reply: Reply) -> Iterator[OwnQuestionAction]:
    """Yield the actions of a reply that answer a question of the learner's own."""
    for block in reply.blocks:
        match block:
            case Buttons(buttons=buttons):
                encoded = [button.action for button in buttons]
            case Form(action=action) | Menu(action=action):
                encoded = [action]
            case _:
                continue
        for each in encoded:
            found = find_action(each)
            if isinstance(found, OwnQuestionAction):
                yield found
