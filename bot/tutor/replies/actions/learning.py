"""Actions on lessons, exercises, questions, reviews and the checklist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.tutor.replies.actions.base import Action


@dataclass(frozen=True, slots=True)
class OpenLesson(Action):
    """Show a lesson's first page as a new message."""

    wire = "lesson:{slug}"
    slug: str


@dataclass(frozen=True, slots=True)
class OpenLessonPage(Action):
    """Turn to a page (1-based) of a lesson, in the learner's language if it names no other."""

    wire = "lesson:{slug}:{page}[:{language}]"
    edits_in_place = True
    slug: str
    page: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class ChooseLesson(Action):
    """Show the first page of the lesson whose slug a menu of a track's lessons sends as the text.

    Each track's menu has an action of its own, as actions of one message have to differ.
    """

    wire = "lesson-of:{track}"
    track: str


@dataclass(frozen=True, slots=True)
class ReadPage(Action):
    """Show a page (1-based) of a lesson as a new message."""

    wire = "read:{slug}:{page}"
    slug: str
    page: int


@dataclass(frozen=True, slots=True)
class ReadDirectly(Action):
    """Send a page (1-based) of a lesson to the learner's direct messages."""

    wire = "read-directly:{slug}:{page}[:{language}]"
    slug: str
    page: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class GoOn(Action):
    """Do the next step of whoever presses the button."""

    wire = "go-on"


@dataclass(frozen=True, slots=True)
class ShowCard(Action):
    """Show the learner the card of a track that they have finished."""

    wire = "card:{track}"
    track: str


@dataclass(frozen=True, slots=True)
class ShareCard(Action):
    """Show the channel the card of a track that the learner has finished."""

    wire = "share-card:{track}"
    track: str

    @property
    def is_public(self) -> bool:
        """Sharing is public by definition."""
        return True


@dataclass(frozen=True, slots=True)
class ShowAnswer(Action):
    """Show the authored answer to a question that learners ask in words."""

    wire = "about:{answer}"
    answer: str


@dataclass(frozen=True, slots=True)
class RunSnippet(Action):
    """Run a snippet: part number `part` (0-based) of a page (1-based) in one language."""

    wire = "snippet:{slug}:{page}:{part}:{language}"
    slug: str
    page: int
    part: int
    language: str


@dataclass(frozen=True, slots=True)
class RunStoredCode(Action):
    """Run code that was stored when it was pasted."""

    wire = "run:{run}"
    run: str


@dataclass(frozen=True, slots=True)
class ShowExercise(Action):
    """Show an exercise, in the learner's language if it names no other."""

    wire = "exercise:{exercise}[:{language}]"
    exercise: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class ShowHint(Action):
    """Show a hint (1-based) of an exercise."""

    wire = "hint:{exercise}:{number}"
    exercise: str
    number: int


@dataclass(frozen=True, slots=True)
class ShowReference(Action):
    """Show the reference solution of an exercise that is passed."""

    wire = "reference:{exercise}"
    exercise: str


@dataclass(frozen=True, slots=True)
class ShowTrace(Action):
    """Show what each line of a wrong answer computed."""

    wire = "trace:{submission}"
    submission: str


@dataclass(frozen=True, slots=True)
class ShareCode(Action):
    """Show the channel the learner's own code that passed an exercise."""

    wire = "share:{exercise}"
    exercise: str

    @property
    def is_public(self) -> bool:
        """Sharing is public by definition."""
        return True


@dataclass(frozen=True, slots=True)
class AskQuestion(Action):
    """Ask the next open question of a lesson, starting behind the question `after`."""

    wire = "quiz:{slug}[:{after}]"
    slug: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class AskNextQuestion(Action):
    """Ask the next open question of a lesson in the place of the question `after`."""

    wire = "quiz-next:{slug}:{after}"
    edits_in_place = True
    slug: str
    after: str


@dataclass(frozen=True, slots=True)
class AnswerQuestion(Action):
    """Answer a quiz question; a form or a menu sends the answer as its text instead."""

    wire = "answer:{question}[:{answer}]"
    edits_in_place = True
    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class AnswerReview(Action):
    """Answer a question that is due for review, as `AnswerQuestion` does."""

    wire = "recall:{question}[:{answer}]"
    edits_in_place = True
    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class AnswerDailyQuestion(Action):
    """Answer the question of a daily prompt, as `AnswerQuestion` does."""

    wire = "today:{post}:{question}[:{answer}]"
    post: int
    question: str
    answer: str = ""


ALL_LESSONS = "*"
"""Stands for all lessons that a learner has begun; no lesson has this name."""


@dataclass(frozen=True, slots=True)
class AskPractice(Action):
    """Ask a question for practice of a lesson, or of ALL_LESSONS; not `after` again if possible."""

    wire = "more:{lesson}[:{after}]"
    lesson: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class AnswerPractice(Action):
    """Answer a question for practice, as `AnswerQuestion` does, and go on in the same lessons."""

    wire = "drill:{scope}:{question}[:{answer}]"
    scope: Literal["lesson", "all"]
    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class PostponeReview(Action):
    """Put the review of an exercise off until tomorrow."""

    wire = "later:{exercise}"
    edits_in_place = True
    exercise: str


@dataclass(frozen=True, slots=True)
class ShowNextReview(Action):
    """Show the next thing that is due in the place of the one before."""

    wire = "review-next"
    edits_in_place = True


@dataclass(frozen=True, slots=True)
class SetReminder(Action):
    """Set the time of the daily reminder, such as "9:30"; "off" ends it.

    A menu sends the time as its text instead.
    """

    wire = "remind[:{*time}]"
    time: str = ""


@dataclass(frozen=True, slots=True)
class TickItem(Action):
    """Tick an item of a track's checklist, or remove the tick."""

    wire = "tick:{track}:{item}:{state}"
    edits_in_place = True
    track: str
    item: str
    state: Literal["on", "off"]


@dataclass(frozen=True, slots=True)
class DisputeVerdict(Action):
    """Ask people to look at a submission that did not pass, by the submission's id."""

    wire = "dispute:{submission}"
    submission: str


@dataclass(frozen=True, slots=True)
class DecideDispute(Action):
    """Decide about a dispute; for "wrong", the form's text says why."""

    wire = "decide:{dispute}:{decision}"
    dispute: int
    decision: Literal["right", "wrong"]


@dataclass(frozen=True, slots=True)
class SetNews(Action):
    """Send the learner messages about explanations that were added later, or none any more."""

    wire = "news:{state}"
    state: Literal["on", "off"]
