"""Actions on a learner's own earlier submissions."""

from __future__ import annotations

from dataclasses import dataclass

from bot.tutor.replies.actions.base import Action


@dataclass(frozen=True, slots=True)
class ShowTries(Action):
    """List a learner's submissions to an exercise."""

    wire = "tries:{exercise}"
    exercise: str


@dataclass(frozen=True, slots=True)
class ShowTry(Action):
    """Show the code and the verdict of a submission of the learner's own."""

    wire = "try:{submission}"
    submission: str


@dataclass(frozen=True, slots=True)
class ShowReply(Action):
    """Show the reply to a submission or a run once more, to its learner alone."""

    wire = "reply:{job}"
    job: str


@dataclass(frozen=True, slots=True)
class CompareTries(Action):
    """Show which lines differ between two submissions of the learner's own."""

    wire = "compare:{before}:{after}"
    before: str
    after: str
