"""Actions on a question to the study group about a submission that did not pass."""

from __future__ import annotations

from dataclasses import dataclass

from bot.tutor.replies.actions.base import Action


@dataclass(frozen=True, slots=True)
class AskGroup(Action):
    """Post a card about a submission of the learner's own into the channel."""

    wire = "ask-group:{submission}"
    submission: str


@dataclass(frozen=True, slots=True)
class AnswerAsker(Action):
    """Send the form's text to the learner who asked; without a text, show the form."""

    wire = "answer-asker:{submission}"
    submission: str


@dataclass(frozen=True, slots=True)
class MarkHelpful(Action):
    """Thank the learner whose answer about a submission helped."""

    wire = "helped:{submission}:{helper}"
    submission: str
    helper: int
